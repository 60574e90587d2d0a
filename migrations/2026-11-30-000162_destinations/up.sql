-- Where people send their films. The secret of each lies sealed in provider_keys, as `destination:<id>`.
CREATE TABLE destinations (
    id uuid PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind text NOT NULL,
    label text NOT NULL,
    address text NOT NULL,
    account text NOT NULL DEFAULT '',
    folder text NOT NULL DEFAULT '',
    made_at timestamptz NOT NULL DEFAULT now(),
    -- When it was last tried, and what was wrong then.
    tested_at timestamptz,
    fault text,
    -- What a person has yet to type, on which page, and until when; the secret is that of the code until then.
    code text,
    code_url text,
    code_until timestamptz
);
CREATE INDEX destinations_of_owner ON destinations (owner_id);
