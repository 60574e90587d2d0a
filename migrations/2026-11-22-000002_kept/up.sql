ALTER TABLE shots
    -- The last good take (its fingerprint): it stays in the film when filming the shot anew has failed for good, until a person
    -- retries.
    ADD COLUMN kept_take text,
    -- Why the wanted footage has failed for good, where a take or the animatic is in its place.
    ADD COLUMN gave_up text;

-- Whose place at the provider it takes: the model as the provider names it, whatever the catalogue calls it.
ALTER TABLE attempts ADD COLUMN place text;
