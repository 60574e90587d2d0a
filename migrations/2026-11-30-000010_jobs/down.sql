DELETE FROM task_turns WHERE owner_id NOT IN (SELECT id FROM users);
ALTER TABLE task_turns ADD CONSTRAINT task_turns_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE CASCADE;
-- What the schema before could not hold.
DELETE FROM tasks WHERE kind <> 'step' OR (finished_at IS NULL AND key <> coalesce('shot:' || shot_id, 'film'));
DROP INDEX tasks_by_turn;
DROP INDEX tasks_of_shot;
DROP INDEX tasks_of_job;
DROP INDEX tasks_one_per_job;
DROP INDEX tasks_one_per_step;
ALTER TABLE tasks
    DROP COLUMN turn_id, DROP COLUMN progress, DROP COLUMN message, DROP COLUMN key, DROP COLUMN pool, DROP COLUMN kind,
    DROP CONSTRAINT tasks_owner_fkey,
    ALTER COLUMN project_id SET NOT NULL;
CREATE INDEX tasks_by_person ON tasks (owner_id, next_run_at, id) WHERE state IN ('ready', 'snoozed');
CREATE UNIQUE INDEX tasks_one_per_shot ON tasks (shot_id) WHERE finished_at IS NULL AND shot_id IS NOT NULL;
CREATE UNIQUE INDEX tasks_one_per_film ON tasks (project_id) WHERE finished_at IS NULL AND shot_id IS NULL;
CREATE OR REPLACE FUNCTION name_owner_of_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.owner_id := (SELECT owner_id FROM projects WHERE id = NEW.project_id);
    RETURN NEW;
END $$;
