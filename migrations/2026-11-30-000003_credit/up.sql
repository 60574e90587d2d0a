-- Who pays: what is bought with a person's own key comes from the account `own` and never from the person's credit.
--   grant    granted −, available +
--   reserve  available − (with a key of one's own: own −), reserved +
--   settle   reserved −, spent +, and what is left over goes back to where it was reserved from
ALTER TABLE ledger
    DROP CONSTRAINT ledger_account_check,
    ADD CONSTRAINT ledger_account_check CHECK (account IN ('granted', 'available', 'reserved', 'spent', 'own'));
ALTER TABLE attempts ADD COLUMN own_key boolean NOT NULL DEFAULT false;

-- Tries to sign in and to register, by a digest of who tries from where; see store::rate. Nothing of it is needed for longer than an hour.
CREATE TABLE tries (
    key bytea PRIMARY KEY,
    count integer NOT NULL,
    last timestamptz NOT NULL,
    -- No try before this moment.
    until timestamptz NOT NULL
);
CREATE INDEX tries_by_age ON tries (last);

-- Counts a try under each of these keys, unless one of them has to wait: then nothing is counted, and the moment until which is given.
-- `free` tries of a key go without a wait; the next has the first wait, and each further one doubles it, up to the longest of its key. A key
-- with an entry in `only_after` makes only those wait who have three tries under that other key. All times are in seconds. Who asks at the
-- same moment is counted in turn.
CREATE FUNCTION count_try(
    keys bytea[], free integer[], longest float8[], only_after bytea[], first_wait float8, memory float8, moment timestamptz
) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
    held timestamptz;
BEGIN
    INSERT INTO tries (key, count, last, until)
        SELECT asked, 0, moment, moment FROM unnest(keys) AS asked ORDER BY asked
        ON CONFLICT DO NOTHING;
    PERFORM 1 FROM tries WHERE key = ANY (keys) ORDER BY key FOR UPDATE;
    UPDATE tries SET count = 0, until = moment WHERE key = ANY (keys) AND last < moment - make_interval(secs => memory);
    SELECT max(tries.until) INTO held
        FROM unnest(keys, only_after) AS asked (key, after)
        JOIN tries ON tries.key = asked.key
        LEFT JOIN tries AS before ON before.key = asked.after
        WHERE tries.until > moment AND (asked.after IS NULL OR before.count >= 3);
    IF held IS NOT NULL THEN
        RETURN held;
    END IF;
    UPDATE tries SET
        count = tries.count + 1,
        last = moment,
        -- What waits already waits no longer for this: others must not be able to keep it waiting for ever.
        until = CASE
            WHEN tries.until > moment OR tries.count + 1 < asked.free THEN tries.until
            ELSE moment + make_interval(secs => least(asked.longest, first_wait * power(2, least(tries.count + 1 - asked.free, 16))))
        END
        FROM unnest(keys, free, longest) AS asked (key, free, longest) WHERE tries.key = asked.key;
    RETURN NULL;
END $$;
