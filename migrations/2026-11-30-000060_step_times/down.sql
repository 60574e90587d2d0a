ALTER TABLE tasks DROP COLUMN worked_ms;
ALTER TABLE tasks DROP COLUMN claimed_at;
