-- Lips that are moved to the words: who is seen in a take, and the take with the speaker's lips moved.
ALTER TABLE artifacts DROP CONSTRAINT artifacts_kind_check;
ALTER TABLE artifacts ADD CONSTRAINT artifacts_kind_check CHECK (kind IN
    ('panel', 'take', 'line_take', 'sound', 'music', 'clip', 'film', 'faces', 'lips'));

ALTER TABLE shots
    -- Why the lips are in the film as they were filmed, although they were to be moved; null where they are as wanted.
    ADD COLUMN unsynced text,
    -- Moving them failed for a reason that may pass: a person can retry.
    ADD COLUMN lips_failed boolean NOT NULL DEFAULT false;
