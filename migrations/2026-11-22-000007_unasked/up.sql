-- Nobody began this run: it makes what costs nothing after an edit.
ALTER TABLE projects ADD COLUMN unasked boolean NOT NULL DEFAULT false;
