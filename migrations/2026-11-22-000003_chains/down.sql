ALTER TABLE shots DROP COLUMN tried;
ALTER TABLE shots RENAME COLUMN speech_turn TO own_speech;
ALTER TABLE shots RENAME COLUMN sound_turn TO own_sound;
-- Whoever else took over is unknown to the program before: the wanted one is asked again.
ALTER TABLE shots
    ALTER COLUMN own_speech DROP DEFAULT,
    ALTER COLUMN own_speech TYPE boolean USING own_speech = 2147483647,
    ALTER COLUMN own_speech SET DEFAULT false,
    ALTER COLUMN own_sound DROP DEFAULT,
    ALTER COLUMN own_sound TYPE boolean USING own_sound = 2147483647,
    ALTER COLUMN own_sound SET DEFAULT false;
