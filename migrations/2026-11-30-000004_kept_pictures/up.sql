-- The pictures that people sent have files but no rows: without their sizes nobody knows how much a person keeps.
CREATE TABLE kept_pictures (
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name text NOT NULL,
    bytes bigint NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (project_id, name)
);
