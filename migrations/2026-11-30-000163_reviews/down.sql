DROP TABLE shot_reviews;
