-- Money: what may be spent, what is reserved, what was spent, and every call that went out for it.

-- Attempts outlive the project they were made for: they are the record of what was paid.
ALTER TABLE attempts DROP CONSTRAINT attempts_project_id_fkey;
ALTER TABLE attempts
    ADD COLUMN owner_id uuid,
    -- The step it was made for (a `plan::Step`): what an orphaned task is finished from.
    ADD COLUMN step jsonb NOT NULL DEFAULT '{}',
    -- Since when nobody can tell whether a task was created.
    ADD COLUMN unknown_since timestamptz,
    -- Looks at the task, and the last that the provider said about it.
    ADD COLUMN polls integer NOT NULL DEFAULT 0,
    ADD COLUMN said text;
UPDATE attempts SET owner_id = (SELECT owner_id FROM projects WHERE projects.id = attempts.project_id);
ALTER TABLE attempts ALTER COLUMN owner_id SET NOT NULL;
CREATE INDEX attempts_of_project ON attempts (project_id, made_at);
CREATE INDEX attempts_at_work ON attempts (provider, model) WHERE ended_at IS NULL;

-- Which maker of the chain films the shot: 0 is the wanted one, 1 the first that takes over …
ALTER TABLE shots
    ADD COLUMN fallback integer NOT NULL DEFAULT 0,
    -- The wanted speech or sound failed for good: the studio's own speaks or sounds in its place until a person retries.
    ADD COLUMN own_speech boolean NOT NULL DEFAULT false,
    ADD COLUMN own_sound boolean NOT NULL DEFAULT false;

-- Every request to an outside service and its answer, keys taken out.
CREATE TABLE calls (
    id uuid PRIMARY KEY,
    attempt_id uuid NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    at timestamptz NOT NULL,
    took_ms integer NOT NULL,
    method text NOT NULL,
    url text NOT NULL,
    request jsonb NOT NULL DEFAULT 'null',
    status integer,
    response text NOT NULL DEFAULT ''
);
CREATE INDEX calls_of_attempt ON calls (attempt_id, at);

-- Double entry, only ever added to: the rows of one entry sum to zero. Amounts are US cents.
--   grant    granted −, available +        reserve  available −, reserved +
--   settle   reserved −, spent +, and what is left over goes back to available
CREATE TABLE ledger (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry uuid NOT NULL,
    account text NOT NULL CHECK (account IN ('granted', 'available', 'reserved', 'spent')),
    user_id uuid NOT NULL,
    project_id uuid,
    attempt_id uuid,
    cents bigint NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ledger_of_user ON ledger (user_id, account);
CREATE INDEX ledger_of_project ON ledger (project_id, account) WHERE project_id IS NOT NULL;
CREATE INDEX ledger_of_entry ON ledger (entry);

CREATE FUNCTION ledger_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only ever added to';
END $$;
CREATE TRIGGER ledger_is_kept BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_is_kept();

CREATE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(cents) FROM ledger WHERE entry = NEW.entry) <> 0 THEN
        RAISE EXCEPTION 'the rows of ledger entry % do not sum to zero', NEW.entry;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances();

-- Keys to outside services, sealed; see store::vault.
CREATE TABLE provider_keys (
    -- The installation's own where null.
    user_id uuid REFERENCES users (id) ON DELETE CASCADE,
    provider text NOT NULL,
    field text NOT NULL,
    -- Which sealing key it was sealed with.
    key_id text NOT NULL,
    nonce bytea NOT NULL,
    sealed bytea NOT NULL,
    -- What a screen may show of it.
    last_four text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX provider_keys_once ON provider_keys (coalesce(user_id, '00000000-0000-0000-0000-000000000000'), provider, field);
