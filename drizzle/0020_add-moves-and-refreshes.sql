CREATE TABLE "thread_refreshes" (
	"id" bigint PRIMARY KEY NOT NULL,
	"status_id" bigint NOT NULL,
	"result_count" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "thread_refreshes_status_id_unique" UNIQUE("status_id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "moved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "origin_counts" jsonb;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "backfilled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "thread_refreshes" ADD CONSTRAINT "thread_refreshes_status_id_statuses_id_fk" FOREIGN KEY ("status_id") REFERENCES "public"."statuses"("id") ON DELETE cascade ON UPDATE no action;