DROP TABLE idempotency_keys;
DROP TABLE token_accounts;
DROP TRIGGER tasks_priority ON tasks;
DROP FUNCTION put_task_forward;
DROP INDEX tasks_of_film_job;
DROP TABLE jobs;
