-- CreateTable
CREATE TABLE "account_connection" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "api_key_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "sealed" TEXT NOT NULL,
    "return_to" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_connection_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "account_connection_stage_check" CHECK ("stage" IN ('LOGIN', 'CHOICE'))
);

-- CreateIndex
CREATE UNIQUE INDEX "account_connection_token_hash_key" ON "account_connection"("token_hash");

-- CreateIndex
CREATE INDEX "account_connection_workspace_id_idx" ON "account_connection"("workspace_id");

-- CreateIndex
CREATE INDEX "account_connection_api_key_id_idx" ON "account_connection"("api_key_id");

-- CreateIndex
CREATE INDEX "account_connection_expires_at_idx" ON "account_connection"("expires_at");

-- AddForeignKey
ALTER TABLE "account_connection" ADD CONSTRAINT "account_connection_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_connection" ADD CONSTRAINT "account_connection_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;
