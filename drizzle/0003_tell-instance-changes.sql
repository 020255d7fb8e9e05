-- Every process keeps the community's settings and rules in memory; whoever changes them, all are told.
CREATE FUNCTION tell_instance_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('instance_changed', '');
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER settings_changed AFTER INSERT OR UPDATE OR DELETE ON "settings"
    FOR EACH STATEMENT EXECUTE FUNCTION tell_instance_changed();
--> statement-breakpoint
CREATE TRIGGER rules_changed AFTER INSERT OR UPDATE OR DELETE ON "rules"
    FOR EACH STATEMENT EXECUTE FUNCTION tell_instance_changed();
