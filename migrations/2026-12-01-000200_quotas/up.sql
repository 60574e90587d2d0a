-- How often a person did something in a window of time: all processes of an installation count together.
CREATE TABLE quotas (
    policy text NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    count integer NOT NULL DEFAULT 1,
    PRIMARY KEY (policy, user_id)
);
