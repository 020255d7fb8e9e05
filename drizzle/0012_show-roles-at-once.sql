-- An account is shown with its member's role: what is kept of accounts in memory is known by the row's version, so the
-- row has to be another one when the role is.
CREATE FUNCTION renew_role_bearer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "accounts" SET "updated_at" = now() WHERE "id" = NEW."account_id";
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER role_given AFTER UPDATE OF "role_id" ON "users" FOR EACH ROW
    WHEN (OLD."role_id" IS DISTINCT FROM NEW."role_id") EXECUTE FUNCTION renew_role_bearer();
--> statement-breakpoint
CREATE FUNCTION renew_role_bearers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "accounts" SET "updated_at" = now()
        WHERE "id" IN (SELECT "account_id" FROM "users" WHERE "role_id" = NEW."id");
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER role_changed AFTER UPDATE OF "name", "color", "highlighted" ON "roles" FOR EACH ROW
    EXECUTE FUNCTION renew_role_bearers();
