CREATE TABLE "interaction_requests" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"from_account_id" bigint NOT NULL,
	"status_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"by_status_id" bigint,
	"uri" text,
	"accepted_at" timestamp with time zone,
	"rejected_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "interaction_requests_once" UNIQUE NULLS NOT DISTINCT("status_id","from_account_id","kind","by_status_id")
);
--> statement-breakpoint
ALTER TABLE "statuses" ADD COLUMN "quote_of_uri" text;--> statement-breakpoint
ALTER TABLE "statuses" ADD COLUMN "awaits_approval" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "interaction_requests" ADD CONSTRAINT "interaction_requests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interaction_requests" ADD CONSTRAINT "interaction_requests_from_account_id_accounts_id_fk" FOREIGN KEY ("from_account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interaction_requests" ADD CONSTRAINT "interaction_requests_status_id_statuses_id_fk" FOREIGN KEY ("status_id") REFERENCES "public"."statuses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interaction_requests" ADD CONSTRAINT "interaction_requests_by_status_id_statuses_id_fk" FOREIGN KEY ("by_status_id") REFERENCES "public"."statuses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "interaction_requests_account" ON "interaction_requests" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "interaction_requests_by_status" ON "interaction_requests" USING btree ("by_status_id");--> statement-breakpoint
CREATE INDEX "statuses_quote_approval" ON "statuses" USING btree ("quote_approval_uri") WHERE "statuses"."quote_approval_uri" is not null;