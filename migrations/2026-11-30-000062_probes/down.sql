DROP INDEX key_tests_of_nobody;
DELETE FROM key_tests WHERE user_id IS NULL;
ALTER TABLE key_tests ALTER COLUMN user_id SET NOT NULL;
