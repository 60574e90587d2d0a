-- What a person thinks of the shots of a film. It counts for the clip that was looked at: another clip is to be reviewed anew.
CREATE TABLE shot_reviews (
    shot_id uuid PRIMARY KEY REFERENCES shots (id) ON DELETE CASCADE,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    -- The clip that was looked at.
    clip_id uuid,
    state text NOT NULL CHECK (state IN ('approved', 'changes')),
    note text NOT NULL DEFAULT '',
    reviewed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX shot_reviews_of_project ON shot_reviews (project_id);
