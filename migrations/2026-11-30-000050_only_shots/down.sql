ALTER TABLE projects DROP COLUMN only_shots;
