-- A job is a project that a program asked for.
CREATE TABLE jobs (
    project_id uuid PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    token_id uuid NOT NULL,
    -- The token's person. The project is that person's, or an account's of somebody whom the other product names.
    asked_by uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- The other product's own id of whom the film is for.
    user_ref text,
    -- Higher ones of the same person go first.
    priority smallint NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 10),
    -- The price that was named before the job was begun, in US cents: at least, and at most.
    low_cents bigint NOT NULL,
    high_cents bigint NOT NULL,
    -- What was found in the script, and that it was decided to go on.
    moderation jsonb NOT NULL DEFAULT '{}',
    -- What the other product wants to be told again.
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX jobs_of_person ON jobs (asked_by, created_at DESC, project_id DESC);
CREATE INDEX jobs_of_token ON jobs (token_id, created_at);
-- For a job's graph of tasks, the finished ones among them.
CREATE INDEX tasks_of_film_job ON tasks (project_id, fingerprint, created_at);

-- A person's tasks run in the order of their time: those of a job with a priority are queued as if they had waited longer.
CREATE FUNCTION put_task_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.next_run_at := NEW.next_run_at
        - make_interval(hours => coalesce((SELECT priority FROM jobs WHERE project_id = NEW.project_id), 0)::integer);
    RETURN NEW;
END $$;
CREATE TRIGGER tasks_priority BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION put_task_forward();

-- Accounts of people of another product, made for its token. They have no password.
CREATE TABLE token_accounts (
    token_id uuid NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
    user_ref text NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (token_id, user_ref)
);

-- Answers to requests with an Idempotency-Key: written in the transaction that did what was asked.
CREATE TABLE idempotency_keys (
    token_id uuid NOT NULL,
    path text NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    status integer NOT NULL,
    answer jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (token_id, path, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
