-- Tokens with which programs ask for a person. Of a token only its SHA-256 and its beginning are kept.
CREATE TABLE api_tokens (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name text NOT NULL,
    token_hash text NOT NULL UNIQUE,
    -- Its beginning, for lists.
    shown text NOT NULL,
    scopes text[] NOT NULL,
    -- Its films are drawn by the studio itself.
    test boolean NOT NULL DEFAULT false,
    -- The most that its jobs of a day, and one job, may cost, in US cents; no limit where null.
    day_cents bigint CHECK (day_cents >= 0),
    job_cents bigint CHECK (job_cents >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_tokens_of_person ON api_tokens (user_id, created_at);
