CREATE TABLE "former_followers" (
	"account_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "former_followers_target_id_account_id_until_pk" PRIMARY KEY("target_id","account_id","until")
);
--> statement-breakpoint
ALTER TABLE "former_followers" ADD CONSTRAINT "former_followers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_followers" ADD CONSTRAINT "former_followers_target_id_accounts_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "former_followers_account" ON "former_followers" USING btree ("account_id");