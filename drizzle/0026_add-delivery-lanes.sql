CREATE TABLE "delivery_lanes" (
	"host" text PRIMARY KEY NOT NULL,
	"urgency" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone,
	"arrivals" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
DROP INDEX "deliveries_due";--> statement-breakpoint
DROP INDEX "deliveries_host";--> statement-breakpoint
ALTER TABLE "outbound_activities" ADD COLUMN "about" text;--> statement-breakpoint
CREATE INDEX "delivery_lanes_due" ON "delivery_lanes" USING btree ("urgency","due_at");--> statement-breakpoint
CREATE INDEX "deliveries_in_lane" ON "deliveries" USING btree ("host","priority","id");--> statement-breakpoint
CREATE INDEX "deliveries_tried" ON "deliveries" USING btree ("host") WHERE "deliveries"."last_error" is not null;--> statement-breakpoint
ALTER TABLE "deliveries" DROP COLUMN "leased_until";