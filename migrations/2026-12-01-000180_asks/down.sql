ALTER TABLE attempts DROP COLUMN billed_micros;
DROP TABLE asks;
