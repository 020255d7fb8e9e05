CREATE TABLE "dead_deliveries" (
	"id" bigint PRIMARY KEY NOT NULL,
	"activity_id" bigint NOT NULL,
	"inbox_url" text NOT NULL,
	"host" text NOT NULL,
	"priority" integer NOT NULL,
	"attempts" integer NOT NULL,
	"error" text NOT NULL,
	"gave_up_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "silenced_by" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "media_refused" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "relays" ADD COLUMN "actor_uri" text;--> statement-breakpoint
ALTER TABLE "relays" ADD COLUMN "answered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "statuses" ADD COLUMN "found" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "dead_deliveries" ADD CONSTRAINT "dead_deliveries_activity_id_outbound_activities_id_fk" FOREIGN KEY ("activity_id") REFERENCES "public"."outbound_activities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "dead_deliveries_once" ON "dead_deliveries" USING btree ("activity_id","inbox_url");--> statement-breakpoint
CREATE INDEX "dead_deliveries_host" ON "dead_deliveries" USING btree ("host");--> statement-breakpoint
CREATE INDEX "dead_deliveries_age" ON "dead_deliveries" USING btree ("gave_up_at");