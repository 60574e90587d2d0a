-- Where a person's programs want to be told of jobs.
CREATE TABLE webhook_endpoints (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    url text NOT NULL,
    types text[] NOT NULL,
    -- Sealed as keys to outside services are; see store::vault.
    key_id text NOT NULL,
    nonce bytea NOT NULL,
    sealed bytea NOT NULL,
    -- The secret before, which also signs until then.
    old_key_id text,
    old_nonce bytea,
    old_sealed bytea,
    old_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Since when nothing but faults came back.
    failing_since timestamptz,
    disabled_at timestamptz,
    disabled_because text
);
CREATE INDEX webhook_endpoints_of_person ON webhook_endpoints (user_id);

-- What is to be sent, written in the transaction of what happened.
CREATE TABLE webhook_deliveries (
    id uuid PRIMARY KEY,
    endpoint_id uuid NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    type text NOT NULL,
    -- The very bytes that are signed and sent.
    body text NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
    tries integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL DEFAULT now(),
    -- Held by one worker until then; every write names the token.
    lease_token uuid,
    lease_until timestamptz,
    -- The last try.
    tried_at timestamptz,
    took_ms integer,
    status integer,
    answer text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_deliveries_to_send ON webhook_deliveries (next_at) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_of_endpoint ON webhook_deliveries (endpoint_id, created_at DESC);
