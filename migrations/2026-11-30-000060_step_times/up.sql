-- How long workers worked on each step, waiting not counted: for the film's summary and the figures.
ALTER TABLE tasks ADD COLUMN claimed_at timestamptz;
ALTER TABLE tasks ADD COLUMN worked_ms bigint NOT NULL DEFAULT 0;
