DROP TABLE task_turns;
DROP TRIGGER tasks_owner ON tasks;
DROP FUNCTION name_owner_of_task();
DROP INDEX tasks_by_person;
DROP INDEX tasks_crashed;
ALTER TABLE tasks DROP COLUMN owner_id;
ALTER TABLE tasks DROP COLUMN crashes;
