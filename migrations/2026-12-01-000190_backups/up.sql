-- Backups: when each was made, where it is, what became of it.
CREATE TABLE backups (
    id uuid PRIMARY KEY,
    -- wanted, running, done, failed, removed
    state text NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now(),
    -- Its process was at it then.
    beat_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    place text,
    files bigint NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0,
    fault text
);
CREATE INDEX backups_begun ON backups (begun_at);
-- One at a time, of all processes.
CREATE UNIQUE INDEX backups_at_once ON backups ((true)) WHERE state IN ('wanted', 'running');
