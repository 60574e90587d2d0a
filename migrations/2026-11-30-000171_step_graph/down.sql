DROP TABLE decisions;
DELETE FROM artifacts WHERE kind = 'document';
ALTER TABLE artifacts DROP CONSTRAINT artifacts_kind_check;
ALTER TABLE artifacts ADD CONSTRAINT artifacts_kind_check CHECK (kind IN
    ('panel', 'take', 'line_take', 'sound', 'music', 'clip', 'film', 'faces', 'lips', 'picture', 'export'));
DROP INDEX tasks_custom_given_up;
DELETE FROM tasks WHERE kind LIKE 'step:%';
DROP INDEX tasks_one_per_step;
DROP INDEX tasks_one_per_job;
CREATE UNIQUE INDEX tasks_one_per_step ON tasks (project_id, key) WHERE finished_at IS NULL AND kind = 'step';
CREATE UNIQUE INDEX tasks_one_per_job ON tasks (kind, key) WHERE finished_at IS NULL AND kind <> 'step';
