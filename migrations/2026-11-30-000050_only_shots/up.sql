-- A run may be asked to film some shots and no others; NULL is the whole film.
ALTER TABLE projects ADD COLUMN only_shots uuid[];
