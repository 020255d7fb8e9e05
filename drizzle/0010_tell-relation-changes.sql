-- Every process keeps in memory whom its listeners do not want to hear; where that changes, all are told.
CREATE FUNCTION tell_relations_changed(who bigint) RETURNS void LANGUAGE sql AS $$
    SELECT pg_notify('relations_changed', account_id::text) FROM users WHERE account_id = who
$$;
--> statement-breakpoint
CREATE FUNCTION tell_own_relations_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_relations_changed(coalesce(NEW.account_id, OLD.account_id));
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION tell_mutual_relations_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_relations_changed(coalesce(NEW.account_id, OLD.account_id));
    PERFORM tell_relations_changed(coalesce(NEW.target_id, OLD.target_id));
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER blocks_changed AFTER INSERT OR UPDATE OR DELETE ON "blocks"
    FOR EACH ROW EXECUTE FUNCTION tell_mutual_relations_changed();
--> statement-breakpoint
CREATE TRIGGER mutes_changed AFTER INSERT OR UPDATE OR DELETE ON "mutes"
    FOR EACH ROW EXECUTE FUNCTION tell_own_relations_changed();
--> statement-breakpoint
CREATE TRIGGER domain_blocks_changed AFTER INSERT OR UPDATE OR DELETE ON "domain_blocks"
    FOR EACH ROW EXECUTE FUNCTION tell_own_relations_changed();
--> statement-breakpoint
CREATE TRIGGER follows_without_boosts_added AFTER INSERT ON "follows"
    FOR EACH ROW WHEN (NOT NEW.show_boosts) EXECUTE FUNCTION tell_own_relations_changed();
--> statement-breakpoint
CREATE TRIGGER follows_without_boosts_changed AFTER UPDATE OF "show_boosts" ON "follows"
    FOR EACH ROW WHEN (NEW.show_boosts <> OLD.show_boosts) EXECUTE FUNCTION tell_own_relations_changed();
--> statement-breakpoint
CREATE TRIGGER follows_without_boosts_removed AFTER DELETE ON "follows"
    FOR EACH ROW WHEN (NOT OLD.show_boosts) EXECUTE FUNCTION tell_own_relations_changed();
--> statement-breakpoint
CREATE TRIGGER chosen_languages_changed AFTER UPDATE OF "chosen_languages" ON "users"
    FOR EACH ROW WHEN (NEW.chosen_languages IS DISTINCT FROM OLD.chosen_languages)
    EXECUTE FUNCTION tell_own_relations_changed();
