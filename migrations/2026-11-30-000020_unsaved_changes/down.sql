DROP TABLE unsaved_changes;
