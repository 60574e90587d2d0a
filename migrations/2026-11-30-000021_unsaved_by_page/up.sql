-- A change that waits for an answer stays while another page sends one: the newest is asked about first. `base` is what the film was when
-- the change was sent; empty for changes from before this migration.
ALTER TABLE unsaved_changes
    ADD COLUMN place integer NOT NULL DEFAULT 0,
    ADD COLUMN page text NOT NULL DEFAULT '',
    ADD COLUMN base jsonb,
    DROP CONSTRAINT unsaved_changes_pkey,
    ADD PRIMARY KEY (project_id, place);
