-- Films on their way out of the studio: one row is one export. A task makes its file, and another one sends it.

CREATE TABLE exports (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    owner_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- An ExportSpec.
    spec jsonb NOT NULL,
    -- Of the film and the options: the same again is not made again.
    fingerprint text NOT NULL,
    film_id uuid NOT NULL,
    -- A download, where null.
    destination_id uuid,
    state text NOT NULL DEFAULT 'waiting',
    -- 0 to 1, of what the state says.
    progress double precision NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0,
    sent bigint NOT NULL DEFAULT 0,
    file_key text,
    url text,
    fault text,
    -- Where an upload stands, in its destination's own terms.
    session jsonb,
    -- The task that works on it, or did last.
    task_id uuid,
    made_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
);
CREATE INDEX exports_of_project ON exports (project_id, made_at);
-- Two requests for the same at once are one export.
CREATE UNIQUE INDEX exports_at_once ON exports
    (project_id, fingerprint, coalesce(destination_id, '00000000-0000-0000-0000-000000000000'))
    WHERE state IN ('waiting', 'making', 'sending');

-- What was made for an export is kept, found again and cleared like everything else.
ALTER TABLE artifacts DROP CONSTRAINT artifacts_kind_check;
ALTER TABLE artifacts ADD CONSTRAINT artifacts_kind_check CHECK (kind IN
    ('panel', 'take', 'line_take', 'sound', 'music', 'clip', 'film', 'faces', 'lips', 'picture', 'export'));
