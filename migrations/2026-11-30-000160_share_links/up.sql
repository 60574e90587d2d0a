-- Links that show a film to whoever has them, what their guests wrote, and what is shown of a film beside its picture.

CREATE TABLE share_links (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    -- The link's token is kept as its SHA-256 only.
    token_hash text NOT NULL UNIQUE,
    -- Whom it is for, in its maker's words; guests do not see it.
    label text NOT NULL DEFAULT '',
    password_hash text,
    download boolean NOT NULL DEFAULT false,
    comments boolean NOT NULL DEFAULT false,
    made_at timestamptz NOT NULL DEFAULT now(),
    -- Never, where null.
    expires_at timestamptz,
    revoked_at timestamptz,
    opened bigint NOT NULL DEFAULT 0,
    opened_at timestamptz
);
CREATE INDEX share_links_of_project ON share_links (project_id, made_at);

-- What guests wrote at a time of the film, and what became of it.
CREATE TABLE share_comments (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    link_id uuid REFERENCES share_links (id) ON DELETE SET NULL,
    -- From the film's start, as it was when this was written.
    seconds double precision NOT NULL CHECK (seconds >= 0),
    -- The shot that was seen then, and the seconds from its start: a mark stays with its shot.
    shot_id uuid,
    shot_seconds double precision NOT NULL DEFAULT 0,
    name text NOT NULL,
    words text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    answer text,
    answered_at timestamptz,
    resolved_at timestamptz
);
CREATE INDEX share_comments_of_project ON share_comments (project_id, made_at);
CREATE INDEX share_comments_of_link ON share_comments (link_id, made_at);

-- Read once from a film's own file, when it is first shown to a guest.
CREATE TABLE film_shown (
    film_id uuid PRIMARY KEY REFERENCES artifacts (id) ON DELETE CASCADE,
    -- WebVTT; null where the film has no caption track.
    captions text,
    -- [{start, end, title}], seconds.
    chapters jsonb NOT NULL,
    -- JPEG.
    poster bytea,
    width integer NOT NULL,
    height integer NOT NULL
);
