ALTER TABLE "media_attachments" ADD COLUMN "source_key" text;--> statement-breakpoint
ALTER TABLE "media_attachments" ADD COLUMN "progress_percent" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "media_attachments" ADD COLUMN "failure" text;