CREATE TABLE "remote_files" (
	"url_hash" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"domain" text NOT NULL,
	"state" text NOT NULL,
	"key" text,
	"mime_type" text,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"interest" smallint DEFAULT 0 NOT NULL,
	"last_viewed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "remote_space" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "remote_space_is_one" CHECK ("remote_space"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "avatar_bytes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "header_bytes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "upload_quota" bigint;--> statement-breakpoint
CREATE INDEX "remote_files_leaving" ON "remote_files" USING btree ("interest","last_viewed_at","url_hash") WHERE "remote_files"."state" = 'kept';--> statement-breakpoint
CREATE INDEX "remote_files_domain" ON "remote_files" USING btree ("domain");--> statement-breakpoint
CREATE INDEX "media_attachments_remote_url" ON "media_attachments" USING hash ("remote_url");--> statement-breakpoint
CREATE INDEX "media_attachments_remote_preview_url" ON "media_attachments" USING hash ("remote_preview_url");--> statement-breakpoint
CREATE INDEX "preview_cards_image_url" ON "preview_cards" USING hash ("image_url");