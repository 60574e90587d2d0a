DROP FUNCTION count_try;
DROP TABLE tries;
ALTER TABLE attempts DROP COLUMN own_key;
-- What is in the ledger stays there.
ALTER TABLE ledger
    DROP CONSTRAINT ledger_account_check,
    ADD CONSTRAINT ledger_account_check CHECK (account IN ('granted', 'available', 'reserved', 'spent')) NOT VALID;
