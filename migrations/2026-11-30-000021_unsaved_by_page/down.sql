DELETE FROM unsaved_changes AS own
    USING unsaved_changes AS newer
    WHERE newer.project_id = own.project_id AND newer.place > own.place;
ALTER TABLE unsaved_changes
    DROP CONSTRAINT unsaved_changes_pkey,
    ADD PRIMARY KEY (project_id),
    DROP COLUMN base,
    DROP COLUMN page,
    DROP COLUMN place;
