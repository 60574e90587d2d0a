-- With which account a thing was bought, as a mark that says nothing of its key: only that account's "there is no such task"
-- proves anything.
ALTER TABLE attempts ADD COLUMN account text;
