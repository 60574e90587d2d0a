-- A change of a film's script or settings that a person has sent and not agreed to yet: something would be lost by it, or cost money.
CREATE TABLE unsaved_changes (
    project_id uuid PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    change jsonb NOT NULL,
    preview jsonb NOT NULL
);
