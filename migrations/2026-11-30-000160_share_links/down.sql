DROP TABLE film_shown;
DROP TABLE share_comments;
DROP TABLE share_links;
