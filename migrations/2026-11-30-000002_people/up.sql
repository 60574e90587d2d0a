-- Who may come in, and who is in: settings of the installation, invitations, reset links, and sessions that know their person.

-- Settings that an administrator chooses on a page.
CREATE TABLE installation (
    name text PRIMARY KEY,
    value text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE users
    -- Since when the account cannot be used.
    ADD COLUMN disabled_at timestamptz,
    ADD COLUMN last_login_at timestamptz;

-- Links that let one person make an account. The link's token is kept as its SHA-256 only.
CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    token_hash text NOT NULL UNIQUE,
    -- The only address that it is good for, in small letters; any where null.
    email text,
    -- The credit that the account begins with, in US cents.
    cents bigint NOT NULL DEFAULT 0 CHECK (cents >= 0),
    made_by uuid REFERENCES users (id) ON DELETE SET NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

-- One link at a time per person that sets a new password.
CREATE TABLE reset_links (
    user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    token_hash text NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL
);

ALTER TABLE sessions
    ADD COLUMN user_id uuid REFERENCES users (id) ON DELETE CASCADE,
    ADD COLUMN begun_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now(),
    -- The browser in words, and the address that the person logged in from.
    ADD COLUMN agent text NOT NULL DEFAULT '',
    ADD COLUMN address text NOT NULL DEFAULT '';
-- From here on a session's id is kept as its SHA-256: reading the table is no log-in. Who is logged in stays so.
UPDATE sessions SET
    id = encode(sha256(convert_to(id, 'UTF8')), 'hex'),
    user_id = (SELECT users.id FROM users WHERE users.id::text = sessions.data ->> 'who');
CREATE INDEX sessions_of_user ON sessions (user_id);
