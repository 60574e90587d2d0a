-- A film is a build: projects and their shots are the source, artifacts are what was made, tasks are what is being made.

CREATE TABLE projects (
    id uuid PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title text NOT NULL,
    script text NOT NULL,
    settings jsonb NOT NULL,
    -- The prompt list without its shots: characters, locations, scenes, style line.
    head jsonb NOT NULL,
    state text NOT NULL DEFAULT 'draft' CHECK (state IN
        ('draft', 'filming', 'paused', 'cancelled', 'done', 'done_with_failures', 'failed')),
    message text,
    -- The last event's number: taken under this row's lock, so that no event can appear behind a reader.
    last_seq bigint NOT NULL DEFAULT 0,
    -- The last finished film, and the fingerprint it was made from.
    film_id uuid,
    -- Names a film made on the command line by what went into it, so that a second run finds it again.
    local_key text,
    started_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (owner_id, local_key)
);
CREATE INDEX projects_by_owner ON projects (owner_id, updated_at DESC);

CREATE TABLE shots (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    -- Order in the film; a shot put between two others takes a number between theirs.
    rank double precision NOT NULL,
    spec jsonb NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN
        ('waiting', 'checking_cache', 'generating', 'polling', 'voicing', 'mixing', 'done', 'failed', 'stale')),
    message text,
    progress double precision,
    provider text NOT NULL DEFAULT '',
    attempt integer NOT NULL DEFAULT 0,
    -- The clip that the timeline holds: the last good one, even while a newer one is being made.
    clip_id uuid,
    -- The wanted footage failed for good: the animatic stands in for it until a person retries.
    stand_in boolean NOT NULL DEFAULT false,
    seconds double precision NOT NULL,
    cost_cents bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX shots_in_order ON shots (project_id, rank);
CREATE INDEX shots_to_make ON shots (project_id, rank) WHERE state NOT IN ('done', 'failed');

CREATE TABLE artifacts (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    shot_id uuid,
    kind text NOT NULL CHECK (kind IN ('panel', 'take', 'line_take', 'sound', 'music', 'clip', 'film')),
    fingerprint text NOT NULL,
    -- Where its file is, in the project's files.
    file_key text NOT NULL,
    bytes bigint NOT NULL,
    seconds double precision,
    provider text NOT NULL,
    model text NOT NULL,
    cost_cents bigint NOT NULL DEFAULT 0,
    -- What only its kind has: word timings, peaks, placements.
    detail jsonb NOT NULL DEFAULT '{}',
    made_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (project_id, fingerprint)
);
CREATE INDEX artifacts_of_shot ON artifacts (shot_id, kind, made_at);

CREATE TABLE tasks (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    -- The clip it works on; null for work on the whole film.
    shot_id uuid REFERENCES shots (id) ON DELETE CASCADE,
    step jsonb NOT NULL,
    fingerprint text NOT NULL,
    state text NOT NULL DEFAULT 'ready' CHECK (state IN
        ('ready', 'running', 'snoozed', 'done', 'cancelled', 'discarded')),
    next_run_at timestamptz NOT NULL DEFAULT now(),
    -- Held by one worker until lease_until; every write names the token, so a worker that overslept changes nothing.
    lease_token uuid,
    lease_until timestamptz,
    tries integer NOT NULL DEFAULT 0,
    -- Why each failed try failed.
    errors jsonb NOT NULL DEFAULT '[]',
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CHECK ((finished_at IS NULL) = (state NOT IN ('done', 'cancelled', 'discarded'))),
    CHECK ((lease_token IS NOT NULL) = (state = 'running'))
);
-- One step at a time per clip, and one at a time on the whole film: nothing can be made twice at once.
CREATE UNIQUE INDEX tasks_one_per_shot ON tasks (shot_id) WHERE finished_at IS NULL AND shot_id IS NOT NULL;
CREATE UNIQUE INDEX tasks_one_per_film ON tasks (project_id) WHERE finished_at IS NULL AND shot_id IS NULL;
CREATE INDEX tasks_to_run ON tasks (next_run_at, id) WHERE state IN ('ready', 'snoozed');
CREATE INDEX tasks_leased ON tasks (lease_until) WHERE state = 'running';
CREATE INDEX tasks_of_project ON tasks (project_id) WHERE finished_at IS NULL;

CREATE TABLE events (
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    seq bigint NOT NULL,
    payload jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, seq)
);

-- One outbound call to a paid provider, committed before any byte goes out.
CREATE TABLE attempts (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    shot_id uuid,
    fingerprint text NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    -- ds1-<project>-<shot>-<take>-<n>: made from what is asked for, so that a repeated call names the same task.
    external_id text NOT NULL UNIQUE,
    state text NOT NULL DEFAULT 'intent' CHECK (state IN
        ('intent', 'calling', 'created', 'unknown', 'done', 'failed')),
    provider_task text,
    estimate_cents bigint NOT NULL DEFAULT 0,
    billed_cents bigint,
    failure_class text,
    sentence text,
    request jsonb NOT NULL DEFAULT '{}',
    response jsonb,
    looks integer NOT NULL DEFAULT 0,
    made_at timestamptz NOT NULL DEFAULT now(),
    called_at timestamptz,
    ended_at timestamptz,
    CHECK ((ended_at IS NULL) = (state NOT IN ('done', 'failed')))
);
CREATE INDEX attempts_of_shot ON attempts (shot_id, made_at);
CREATE UNIQUE INDEX attempts_open ON attempts (project_id, fingerprint) WHERE ended_at IS NULL;

-- What people changed: enough to put it back and to do it again.
CREATE TABLE edits (
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    seq bigint NOT NULL,
    label text NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    undone boolean NOT NULL DEFAULT false,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, seq)
);
