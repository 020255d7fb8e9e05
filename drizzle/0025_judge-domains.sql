-- What moderators decided about a host, or about the nearest domain above it. A port does not make another server of it.
CREATE FUNCTION domain_policy_of(host text) RETURNS SETOF "domain_policies" LANGUAGE sql STABLE AS $$
    SELECT p.* FROM "domain_policies" p
    WHERE p."domain" = ANY (ARRAY(
        SELECT lower(host)
        UNION SELECT array_to_string(labels[n:], '.')
        FROM (SELECT string_to_array(regexp_replace(lower(host), ':\d+$', ''), '.') AS labels) AS name,
            generate_subscripts(labels, 1) AS n))
    ORDER BY length(p."domain") DESC LIMIT 1
$$;
--> statement-breakpoint
-- Whether nothing may come from, go to or be shown of a host: it is suspended, or not among those that are listed, where
-- the community speaks with those alone.
CREATE FUNCTION is_refused_domain(host text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN EXISTS (SELECT 1 FROM "settings" WHERE "name" = 'federation' AND "value" = '"listed"'::jsonb)
        THEN NOT EXISTS (SELECT 1 FROM domain_policy_of(host) WHERE "severity" = 'allow')
        ELSE EXISTS (SELECT 1 FROM domain_policy_of(host) WHERE "severity" = 'suspend') END
$$;
