ALTER TABLE attempts DROP COLUMN place;
ALTER TABLE shots DROP COLUMN kept_take, DROP COLUMN gave_up;
