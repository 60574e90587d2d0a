-- Voices and sounds have chains of makers, as footage has: 0 is the wanted one, 1 the first that takes over …, and 2147483647 the studio
-- itself, beyond every chain. Until now the studio itself took over at once.
ALTER TABLE shots
    ALTER COLUMN own_speech DROP DEFAULT,
    ALTER COLUMN own_speech TYPE integer USING CASE WHEN own_speech THEN 2147483647 ELSE 0 END,
    ALTER COLUMN own_speech SET DEFAULT 0,
    ALTER COLUMN own_sound DROP DEFAULT,
    ALTER COLUMN own_sound TYPE integer USING CASE WHEN own_sound THEN 2147483647 ELSE 0 END,
    ALTER COLUMN own_sound SET DEFAULT 0;
ALTER TABLE shots RENAME COLUMN own_speech TO speech_turn;
ALTER TABLE shots RENAME COLUMN own_sound TO sound_turn;

-- Which makers have failed for good, and which were left out, since the wanted one was last asked: what the shot's story is told from.
ALTER TABLE shots ADD COLUMN tried jsonb NOT NULL DEFAULT '[]';
