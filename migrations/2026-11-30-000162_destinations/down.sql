DELETE FROM provider_keys WHERE provider LIKE 'destination:%';
DROP TABLE destinations;
