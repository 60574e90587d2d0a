DROP TABLE kept_pictures;
