DROP INDEX "polls_expiry";--> statement-breakpoint
CREATE INDEX "polls_due" ON "polls" USING btree ("expires_at") WHERE "polls"."expiry_notified_at" is null;