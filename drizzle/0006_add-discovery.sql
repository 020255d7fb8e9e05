CREATE TABLE "dismissed_suggestions" (
	"account_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	CONSTRAINT "dismissed_suggestions_account_id_target_id_pk" PRIMARY KEY("account_id","target_id")
);
--> statement-breakpoint
CREATE TABLE "hashtag_days" (
	"tag_id" bigint NOT NULL,
	"day" date NOT NULL,
	"uses" integer NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "hashtag_days_tag_id_day_pk" PRIMARY KEY("tag_id","day")
);
--> statement-breakpoint
CREATE TABLE "link_days" (
	"card_id" bigint NOT NULL,
	"day" date NOT NULL,
	"uses" integer NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "link_days_card_id_day_pk" PRIMARY KEY("card_id","day")
);
--> statement-breakpoint
CREATE TABLE "preview_links" (
	"url" text PRIMARY KEY NOT NULL,
	"card_id" bigint,
	"leased_until" timestamp with time zone,
	"retry_at" timestamp with time zone,
	"fetched_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "status_words" (
	"status_id" bigint PRIMARY KEY NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "translations" (
	"source" text NOT NULL,
	"language" text NOT NULL,
	"texts" jsonb NOT NULL,
	"detected_language" text,
	"provider" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "translations_source_language_pk" PRIMARY KEY("source","language")
);
--> statement-breakpoint
CREATE TABLE "trends" (
	"kind" text NOT NULL,
	"subject_id" bigint NOT NULL,
	"score" real NOT NULL,
	CONSTRAINT "trends_kind_subject_id_pk" PRIMARY KEY("kind","subject_id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "trendable" boolean;--> statement-breakpoint
ALTER TABLE "preview_cards" ADD COLUMN "embed_url" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "preview_cards" ADD COLUMN "trendable" boolean;--> statement-breakpoint
ALTER TABLE "dismissed_suggestions" ADD CONSTRAINT "dismissed_suggestions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_suggestions" ADD CONSTRAINT "dismissed_suggestions_target_id_accounts_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hashtag_days" ADD CONSTRAINT "hashtag_days_tag_id_tags_id_fk" FOREIGN KEY ("tag_id") REFERENCES "public"."tags"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_days" ADD CONSTRAINT "link_days_card_id_preview_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."preview_cards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preview_links" ADD CONSTRAINT "preview_links_card_id_preview_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."preview_cards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_words" ADD CONSTRAINT "status_words_status_id_statuses_id_fk" FOREIGN KEY ("status_id") REFERENCES "public"."statuses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hashtag_days_day" ON "hashtag_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "link_days_day" ON "link_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "preview_links_card" ON "preview_links" USING btree ("card_id");--> statement-breakpoint
CREATE INDEX "preview_links_age" ON "preview_links" USING btree ("fetched_at");--> statement-breakpoint
CREATE INDEX "status_words_words" ON "status_words" USING gin ("words");--> statement-breakpoint
CREATE INDEX "translations_age" ON "translations" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "trends_score" ON "trends" USING btree ("kind","score");--> statement-breakpoint
CREATE INDEX "accounts_directory" ON "accounts" USING btree ("last_status_at" desc nulls last,"id" desc) WHERE "accounts"."discoverable" and "accounts"."suspended_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_directory_new" ON "accounts" USING btree ("id") WHERE "accounts"."discoverable" and "accounts"."suspended_at" is null;