ALTER TABLE "account_keys" ADD COLUMN "for_requests" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "account_keys" ADD COLUMN "for_proofs" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "account_keys" ADD COLUMN "expires_at" timestamp with time zone;