DROP TABLE key_tests;
