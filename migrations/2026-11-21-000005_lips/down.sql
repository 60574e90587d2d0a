ALTER TABLE shots DROP COLUMN unsynced, DROP COLUMN lips_failed;
DELETE FROM artifacts WHERE kind IN ('faces', 'lips');
ALTER TABLE artifacts DROP CONSTRAINT artifacts_kind_check;
ALTER TABLE artifacts ADD CONSTRAINT artifacts_kind_check CHECK (kind IN
    ('panel', 'take', 'line_take', 'sound', 'music', 'clip', 'film'));
