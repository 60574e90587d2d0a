-- Requests that the studio sends of its own accord, such as whether a server of one's own answers: nobody made them.
ALTER TABLE key_tests ALTER COLUMN user_id DROP NOT NULL;
CREATE INDEX key_tests_of_nobody ON key_tests (at) WHERE user_id IS NULL;
