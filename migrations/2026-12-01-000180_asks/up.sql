-- What people asked language models for: the question, whom, and which answer. What came of it is among the artifacts.
CREATE TABLE asks (
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    -- Counted within the project, from 1.
    number integer NOT NULL,
    -- What is asked for: `lore`, `pages:3`.
    part text NOT NULL,
    asked jsonb NOT NULL,
    asked_by uuid REFERENCES users (id) ON DELETE SET NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, number)
);

-- What a provider said that it charged, in millionths of a dollar, where that is counted so finely. The ledger books whole cents: each of
-- these books what the sum of the project's makes them more.
ALTER TABLE attempts ADD COLUMN billed_micros bigint;
