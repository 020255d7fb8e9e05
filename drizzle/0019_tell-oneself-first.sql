-- Whoever changes the community's settings or their own filters listens, so that the process they did it through knows
-- before the change is reported as done.
CREATE OR REPLACE FUNCTION tell_instance_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LISTEN instance_changed;
    PERFORM pg_notify('instance_changed', '');
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION tell_filters_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LISTEN filters_changed;
    PERFORM pg_notify('filters_changed', coalesce(NEW.account_id, OLD.account_id)::text);
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION tell_filter_parts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LISTEN filters_changed;
    -- Where the filter goes with its parts it tells so itself.
    PERFORM pg_notify('filters_changed', account_id::text) FROM filters
        WHERE id IN (NEW.filter_id, OLD.filter_id);
    RETURN NULL;
END $$;
