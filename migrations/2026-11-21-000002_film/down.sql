DROP TABLE edits, attempts, events, tasks, artifacts, shots, projects;
