CREATE INDEX "accounts_username_start" ON "accounts" USING btree (lower("username") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "accounts_member_start" ON "accounts" USING btree (lower("username") text_pattern_ops) WHERE "accounts"."domain" is null;--> statement-breakpoint
CREATE INDEX "accounts_name_words" ON "accounts" USING gin (to_tsvector('simple', "display_name"));--> statement-breakpoint
CREATE INDEX "accounts_most_followed" ON "accounts" USING btree ("followers_count" desc) WHERE "accounts"."discoverable" and "accounts"."suspended_at" is null;