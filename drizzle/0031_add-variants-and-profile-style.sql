ALTER TABLE "accounts" ADD COLUMN "style" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "media_attachments" ADD COLUMN "variants" jsonb DEFAULT '[]'::jsonb NOT NULL;