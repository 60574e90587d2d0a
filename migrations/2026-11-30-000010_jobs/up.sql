-- Tasks also carry work that is no step of a film: a delivery, an upload, an export. Its payload is in `step`.

ALTER TABLE tasks
    -- `step` for a step of a film, else the kind of the job.
    ADD COLUMN kind text NOT NULL DEFAULT 'step',
    -- Which workers take it: those that compute, or those that wait for a network.
    ADD COLUMN pool text NOT NULL DEFAULT 'compute' CHECK (pool IN ('compute', 'calls')),
    -- Of unfinished tasks, one has this key: of a project's steps, and of the jobs of a kind.
    ADD COLUMN key text,
    -- What a job says of itself while it runs; progress is from 0 to 1.
    ADD COLUMN message text,
    ADD COLUMN progress double precision,
    ALTER COLUMN project_id DROP NOT NULL,
    ADD CHECK (kind <> 'step' OR project_id IS NOT NULL);

UPDATE tasks SET key = coalesce('shot:' || shot_id, 'film');

-- Also fills in what a studio of the last release, which may go on beside this one, does not know.
CREATE OR REPLACE FUNCTION name_owner_of_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.owner_id := coalesce(NEW.owner_id, (SELECT owner_id FROM projects WHERE id = NEW.project_id));
    NEW.key := coalesce(NEW.key, 'shot:' || NEW.shot_id, CASE WHEN NEW.kind = 'step' THEN 'film' ELSE NEW.id::text END);
    RETURN NEW;
END $$;
ALTER TABLE tasks
    ALTER COLUMN key SET NOT NULL,
    ADD CONSTRAINT tasks_owner_fkey FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE CASCADE,
    -- Whose turn it counts as: a person's, or nobody's.
    ADD COLUMN turn_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(owner_id, '00000000-0000-0000-0000-000000000000')) STORED;

DROP INDEX tasks_one_per_shot;
DROP INDEX tasks_one_per_film;
CREATE UNIQUE INDEX tasks_one_per_step ON tasks (project_id, key) WHERE finished_at IS NULL AND kind = 'step';
CREATE UNIQUE INDEX tasks_one_per_job ON tasks (kind, key) WHERE finished_at IS NULL AND kind <> 'step';
CREATE INDEX tasks_of_job ON tasks (kind, key, created_at) WHERE kind <> 'step';
CREATE INDEX tasks_of_shot ON tasks (shot_id) WHERE finished_at IS NULL;
DROP INDEX tasks_by_person;
CREATE INDEX tasks_by_turn ON tasks (pool, turn_id, next_run_at, id) WHERE state IN ('ready', 'snoozed');

-- Work that is nobody's takes turns with people's, under the nil id.
ALTER TABLE task_turns DROP CONSTRAINT task_turns_owner_id_fkey;
