-- The roles every community begins with. Permissions are Mastodon's flags; an administrator's flag stands for all.
INSERT INTO "roles" ("id", "name", "position", "permissions", "highlighted") VALUES
    (1, 'Owner', 1000, 1, true),
    (2, 'Admin', 100, 1048572, true),
    (3, 'Moderator', 10, 66844, true),
    (4, '', 0, 65536, false);
