-- Steps beside the clips, whose kinds only their handlers know: their tasks are of the kind `step:<kind>`. Of a project's steps of all
-- kinds, one unfinished has a key.

DROP INDEX tasks_one_per_step;
DROP INDEX tasks_one_per_job;
CREATE UNIQUE INDEX tasks_one_per_step ON tasks (project_id, key) WHERE finished_at IS NULL AND (kind = 'step' OR kind LIKE 'step:%');
CREATE UNIQUE INDEX tasks_one_per_job ON tasks (kind, key) WHERE finished_at IS NULL AND NOT (kind = 'step' OR kind LIKE 'step:%');
CREATE INDEX tasks_custom_given_up ON tasks (project_id, fingerprint) WHERE state = 'discarded' AND kind LIKE 'step:%';

-- What they make that is no picture and no sound. Exports, which an earlier migration may bring, stay a kind.
ALTER TABLE artifacts DROP CONSTRAINT artifacts_kind_check;
ALTER TABLE artifacts ADD CONSTRAINT artifacts_kind_check CHECK (kind IN
    ('panel', 'take', 'line_take', 'sound', 'music', 'clip', 'film', 'faces', 'lips', 'picture', 'export', 'document'));

-- What a person decided: which option it is to be, or that it is approved. Steps wait for it.
CREATE TABLE decisions (
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    -- What it is about, such as the key of a step without its variant: `lore/project`.
    key text NOT NULL,
    -- The fingerprint of the chosen option; null where it was only approved.
    chosen text,
    decided_by uuid REFERENCES users (id) ON DELETE SET NULL,
    decided_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, key)
);
