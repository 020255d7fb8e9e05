CREATE TABLE "severances" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"cause" text NOT NULL,
	"target_name" text NOT NULL,
	"followers_count" integer NOT NULL,
	"following_count" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "severed_follows" (
	"severance_id" bigint NOT NULL,
	"other_id" bigint NOT NULL,
	"role" text NOT NULL,
	"show_boosts" boolean NOT NULL,
	"notify" boolean NOT NULL,
	"languages" text[],
	CONSTRAINT "severed_follows_severance_id_other_id_role_pk" PRIMARY KEY("severance_id","other_id","role")
);
--> statement-breakpoint
ALTER TABLE "severances" ADD CONSTRAINT "severances_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severed_follows" ADD CONSTRAINT "severed_follows_severance_id_severances_id_fk" FOREIGN KEY ("severance_id") REFERENCES "public"."severances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severed_follows" ADD CONSTRAINT "severed_follows_other_id_accounts_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "severances_account" ON "severances" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "severed_follows_other" ON "severed_follows" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "filter_statuses_status" ON "filter_statuses" USING btree ("status_id");