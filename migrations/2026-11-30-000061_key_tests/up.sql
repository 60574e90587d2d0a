-- Requests to outside services that belong to no film: tests of keys. Keys never get here.
CREATE TABLE key_tests (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider text NOT NULL,
    at timestamptz NOT NULL,
    took_ms integer NOT NULL,
    method text NOT NULL,
    url text NOT NULL,
    request jsonb NOT NULL DEFAULT 'null',
    status integer,
    response text NOT NULL DEFAULT ''
);
CREATE INDEX key_tests_of_person ON key_tests (user_id, at);
