DELETE FROM artifacts WHERE kind = 'export';
ALTER TABLE artifacts DROP CONSTRAINT artifacts_kind_check;
ALTER TABLE artifacts ADD CONSTRAINT artifacts_kind_check CHECK (kind IN
    ('panel', 'take', 'line_take', 'sound', 'music', 'clip', 'film', 'faces', 'lips', 'picture'));
DROP TABLE exports;
