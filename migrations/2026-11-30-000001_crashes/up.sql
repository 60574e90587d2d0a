-- How often the process ended while it ran this task, since it last came to an end or to a pause in good order.
ALTER TABLE tasks ADD COLUMN crashes integer NOT NULL DEFAULT 0;
-- What such a task has bought is not taken up by itself again.
CREATE INDEX tasks_crashed ON tasks (project_id, fingerprint) WHERE state = 'discarded' AND crashes > 0;

-- Whose film it is: people take turns in the queue. Filled here, so that a studio of the last release may go on beside this one.
ALTER TABLE tasks ADD COLUMN owner_id uuid;
UPDATE tasks SET owner_id = projects.owner_id FROM projects WHERE projects.id = tasks.project_id;
CREATE FUNCTION name_owner_of_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.owner_id := (SELECT owner_id FROM projects WHERE id = NEW.project_id);
    RETURN NEW;
END $$;
CREATE TRIGGER tasks_owner BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION name_owner_of_task();
CREATE INDEX tasks_by_person ON tasks (owner_id, next_run_at, id) WHERE state IN ('ready', 'snoozed');

-- When a task of each person was last claimed.
CREATE TABLE task_turns (
    owner_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    served_at timestamptz NOT NULL
);
