-- Every process keeps the filters of those who read in memory; whose filters change, all are told.
CREATE FUNCTION tell_filters_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('filters_changed', coalesce(NEW.account_id, OLD.account_id)::text);
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION tell_filter_parts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Where the filter goes with its parts it tells so itself.
    PERFORM pg_notify('filters_changed', account_id::text) FROM filters
        WHERE id IN (NEW.filter_id, OLD.filter_id);
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER filters_changed AFTER INSERT OR UPDATE OR DELETE ON "filters"
    FOR EACH ROW EXECUTE FUNCTION tell_filters_changed();
--> statement-breakpoint
CREATE TRIGGER filter_keywords_changed AFTER INSERT OR UPDATE OR DELETE ON "filter_keywords"
    FOR EACH ROW EXECUTE FUNCTION tell_filter_parts_changed();
--> statement-breakpoint
CREATE TRIGGER filter_statuses_changed AFTER INSERT OR UPDATE OR DELETE ON "filter_statuses"
    FOR EACH ROW EXECUTE FUNCTION tell_filter_parts_changed();
