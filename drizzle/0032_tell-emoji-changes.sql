ALTER TABLE "custom_emojis" ADD COLUMN "former_keys" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "custom_emojis_search" ON "custom_emojis" USING gin ((lower("shortcode")) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "custom_emojis_domain" ON "custom_emojis" USING btree ("domain");--> statement-breakpoint
-- Every process keeps the community's own emoji in memory; whoever changes them or the order of their headings, all are
-- told, and the process it was done through before the change is reported as done.
CREATE FUNCTION tell_emojis_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LISTEN emojis_changed;
    PERFORM pg_notify('emojis_changed', '');
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER emoji_added AFTER INSERT ON "custom_emojis"
    FOR EACH ROW WHEN (NEW.domain IS NULL) EXECUTE FUNCTION tell_emojis_changed();
--> statement-breakpoint
CREATE TRIGGER emoji_changed AFTER UPDATE ON "custom_emojis"
    FOR EACH ROW WHEN (NEW.domain IS NULL) EXECUTE FUNCTION tell_emojis_changed();
--> statement-breakpoint
CREATE TRIGGER emoji_removed AFTER DELETE ON "custom_emojis"
    FOR EACH ROW WHEN (OLD.domain IS NULL) EXECUTE FUNCTION tell_emojis_changed();
--> statement-breakpoint
CREATE TRIGGER emoji_headings_changed AFTER INSERT OR UPDATE ON "settings"
    FOR EACH ROW WHEN (NEW.name = 'emojiCategories') EXECUTE FUNCTION tell_emojis_changed();
