ALTER TABLE "accounts" ADD COLUMN "featured_tags_url" text;--> statement-breakpoint
ALTER TABLE "thread_refreshes" ADD COLUMN "fruitless" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "thread_refreshes" ADD COLUMN "unreachable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "statuses" ADD COLUMN "context_uri" text;