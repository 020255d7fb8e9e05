-- Every process keeps in memory for whom the tokens speak that are used. Where that changes all are told, and the session
-- that changed it listens, so that its own process knows before the change is reported as done.
CREATE FUNCTION tell_token_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LISTEN viewers_changed;
    PERFORM pg_notify('viewers_changed', 'token ' || OLD.id);
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER token_changed AFTER UPDATE OF "user_id", "scopes", "revoked_at" OR DELETE ON "oauth_tokens"
    FOR EACH ROW EXECUTE FUNCTION tell_token_changed();
--> statement-breakpoint
CREATE FUNCTION tell_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LISTEN viewers_changed;
    PERFORM pg_notify('viewers_changed', 'user ' || OLD.id);
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER user_changed AFTER DELETE OR UPDATE OF "role_id", "settings", "chosen_languages", "locale",
    "must_change_password", "disabled_at", "confirmed_at", "approved_at" ON "users"
    FOR EACH ROW EXECUTE FUNCTION tell_user_changed();
--> statement-breakpoint
CREATE FUNCTION tell_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LISTEN viewers_changed;
    PERFORM pg_notify('viewers_changed', 'account ' || OLD.id);
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER member_changed AFTER UPDATE OF "username", "suspended_at" ON "accounts"
    FOR EACH ROW WHEN (OLD."domain" IS NULL) EXECUTE FUNCTION tell_account_changed();
--> statement-breakpoint
CREATE FUNCTION tell_roles_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LISTEN viewers_changed;
    PERFORM pg_notify('viewers_changed', 'everybody');
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER roles_changed AFTER UPDATE OR DELETE ON "roles"
    FOR EACH STATEMENT EXECUTE FUNCTION tell_roles_changed();
