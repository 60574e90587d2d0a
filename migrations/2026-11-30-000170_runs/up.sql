-- The runs of a film: from when filming begins until it is done, failed or stopped. A pause is a part of its run.
CREATE TABLE runs (
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    -- Counted from 1 within the film.
    number integer NOT NULL CHECK (number > 0),
    started_at timestamptz NOT NULL DEFAULT now(),
    -- Null while it runs.
    ended_at timestamptz,
    -- The film's state at its end.
    state text NOT NULL DEFAULT 'filming',
    message text,
    -- Whether a person asked for it; else a change that cost nothing began it.
    asked boolean NOT NULL,
    -- How many shots it was to film; null is the whole film.
    shots integer,
    PRIMARY KEY (project_id, number)
);
CREATE UNIQUE INDEX runs_that_go_on ON runs (project_id) WHERE ended_at IS NULL;

-- Of films that were begun before, the last run is known.
INSERT INTO runs (project_id, number, started_at, ended_at, state, message, asked, shots)
SELECT p.id, 1, p.started_at,
    CASE WHEN p.state IN ('filming', 'paused') THEN NULL
        ELSE greatest(p.started_at, (SELECT max(t.finished_at) FROM tasks t WHERE t.project_id = p.id)) END,
    p.state, p.message, NOT p.unasked, cardinality(p.only_shots)
FROM projects p WHERE p.started_at IS NOT NULL;
