ALTER TABLE projects DROP COLUMN unasked;
