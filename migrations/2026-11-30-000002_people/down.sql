-- Hashed ids cannot be turned back: everybody logs in again.
DELETE FROM sessions;
ALTER TABLE sessions
    DROP COLUMN user_id,
    DROP COLUMN begun_at,
    DROP COLUMN seen_at,
    DROP COLUMN agent,
    DROP COLUMN address;
DROP TABLE reset_links;
DROP TABLE invitations;
ALTER TABLE users DROP COLUMN disabled_at, DROP COLUMN last_login_at;
DROP TABLE installation;
