CREATE INDEX "accounts_avatar_url" ON "accounts" USING hash ("avatar_url");--> statement-breakpoint
CREATE INDEX "accounts_header_url" ON "accounts" USING hash ("header_url");