-- All processes count what remote files take in this one row.
INSERT INTO "remote_space" ("id", "bytes") VALUES (1, 0);
