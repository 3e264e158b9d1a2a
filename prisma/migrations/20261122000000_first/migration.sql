-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- How far the product's clock is ahead of the machine's. Only tests ever write it, to move time.
CREATE TABLE "clock_offset" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "offset_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "clock_offset_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "clock_offset_one_row" CHECK ("id")
);

INSERT INTO "clock_offset" DEFAULT VALUES;

-- The one clock of the product, in whole milliseconds as columns keep them. STABLE, so that a comparison with it can use an index:
-- within a statement it may be taken as one instant, from one statement of a transaction to the next it moves on.
CREATE FUNCTION app_now() RETURNS TIMESTAMPTZ LANGUAGE sql STABLE
RETURN date_trunc(
    'milliseconds',
    clock_timestamp() + coalesce((SELECT "offset_ms" FROM "clock_offset"), 0) * INTERVAL '1 millisecond'
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "event_seq" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "lookup" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "remote_id" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "nickname" TEXT,
    "avatar_url" TEXT,
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "status_reason" JSONB,
    "server" TEXT,
    "text_limit" INTEGER,
    "credentials" TEXT NOT NULL,
    "credentials_version" INTEGER NOT NULL DEFAULT 1,
    "credentials_expire_at" TIMESTAMPTZ(3),
    "renewal_lease_until" TIMESTAMPTZ(3),
    "next_allowed_at" TIMESTAMPTZ(3),
    "lane_delivery_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'POST',
    "status" TEXT NOT NULL,
    "link" JSONB,
    "options" JSONB,
    "account_options" JSONB,
    "scheduled_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "container" (
    "id" TEXT NOT NULL,
    "post_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "content" TEXT,

    CONSTRAINT "container_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "override" (
    "id" TEXT NOT NULL,
    "container_id" TEXT NOT NULL,
    "channel" TEXT,
    "account_id" TEXT,
    "content" TEXT,
    "replaces_media" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "filename" TEXT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "duration_ms" INTEGER,
    "alt_text" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "container_media" (
    "id" TEXT NOT NULL,
    "container_id" TEXT NOT NULL,
    "override_id" TEXT,
    "media_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "alt_text" TEXT,

    CONSTRAINT "container_media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "post_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "lease_holder" TEXT,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "round" INTEGER NOT NULL DEFAULT 1,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retried_at" TIMESTAMPTZ(3),
    "error" JSONB,
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segment" (
    "id" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "container_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "remote_id" TEXT,
    "url" TEXT,
    "remote_ref" JSONB,
    "published_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'RUNNING',
    "error" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step" (
    "id" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "segment_id" TEXT NOT NULL,
    "attempt_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'SENDING',
    "request" JSONB NOT NULL,
    "result" JSONB,
    "sealed" TEXT,
    "failure" JSONB,
    "sends" INTEGER NOT NULL DEFAULT 1,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "workspace_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "post_id" TEXT NOT NULL,
    "previous_status" TEXT,
    "status" TEXT,
    "delivery_id" TEXT,
    "previous_delivery_status" TEXT,
    "delivery_status" TEXT,

    CONSTRAINT "event_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "workspace_id" TEXT NOT NULL,
    "mutation" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "post_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("workspace_id","mutation","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_lookup_key" ON "api_key"("lookup");

-- CreateIndex
CREATE INDEX "api_key_workspace_id_created_at_idx" ON "api_key"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "account_lane_delivery_id_idx" ON "account"("lane_delivery_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_workspace_id_channel_remote_id_key" ON "account"("workspace_id", "channel", "remote_id");

-- CreateIndex
CREATE INDEX "post_workspace_id_created_at_id_idx" ON "post"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "container_post_id_position_key" ON "container"("post_id", "position");

-- CreateIndex
CREATE INDEX "override_account_id_idx" ON "override"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "override_container_id_channel_key" ON "override"("container_id", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "override_container_id_account_id_key" ON "override"("container_id", "account_id");

-- CreateIndex
CREATE INDEX "media_workspace_id_created_at_id_idx" ON "media"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "media_content_hash_idx" ON "media"("content_hash");

-- CreateIndex
CREATE INDEX "container_media_container_id_position_idx" ON "container_media"("container_id", "position");

-- CreateIndex
CREATE INDEX "container_media_override_id_idx" ON "container_media"("override_id");

-- CreateIndex
CREATE INDEX "container_media_media_id_idx" ON "container_media"("media_id");

-- CreateIndex
CREATE INDEX "delivery_account_id_due_at_idx" ON "delivery"("account_id", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_post_id_account_id_key" ON "delivery"("post_id", "account_id");

-- CreateIndex
CREATE INDEX "segment_container_id_idx" ON "segment"("container_id");

-- CreateIndex
CREATE UNIQUE INDEX "segment_delivery_id_position_key" ON "segment"("delivery_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "segment_account_id_remote_id_key" ON "segment"("account_id", "remote_id");

-- CreateIndex
CREATE INDEX "attempt_delivery_id_started_at_idx" ON "attempt"("delivery_id", "started_at");

-- CreateIndex
CREATE INDEX "step_segment_id_idx" ON "step"("segment_id");

-- CreateIndex
CREATE INDEX "step_attempt_id_idx" ON "step"("attempt_id");

-- CreateIndex
CREATE UNIQUE INDEX "step_delivery_id_position_key" ON "step"("delivery_id", "position");

-- CreateIndex
CREATE INDEX "event_at_idx" ON "event"("at");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_lane_delivery_id_fkey" FOREIGN KEY ("lane_delivery_id") REFERENCES "delivery"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "container" ADD CONSTRAINT "container_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "override" ADD CONSTRAINT "override_container_id_fkey" FOREIGN KEY ("container_id") REFERENCES "container"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "override" ADD CONSTRAINT "override_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "container_media" ADD CONSTRAINT "container_media_container_id_fkey" FOREIGN KEY ("container_id") REFERENCES "container"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "container_media" ADD CONSTRAINT "container_media_override_id_fkey" FOREIGN KEY ("override_id") REFERENCES "override"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "container_media" ADD CONSTRAINT "container_media_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_container_id_fkey" FOREIGN KEY ("container_id") REFERENCES "container"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is due, and what was scheduled and has not started
CREATE INDEX "delivery_due_at_idx" ON "delivery"("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "post_scheduled_at_idx" ON "post"("scheduled_at") WHERE "scheduled_at" IS NOT NULL AND "started_at" IS NULL;

-- A delivery has one open commit at most
CREATE UNIQUE INDEX "step_open_commit_key" ON "step"("delivery_id") WHERE "kind" = 'COMMIT' AND "status" IN ('SENDING', 'UNKNOWN');

-- The closed sets of src/domain/statuses.ts
ALTER TABLE "account" ADD CONSTRAINT "account_status_check" CHECK ("status" IN ('ACTIVE', 'NEEDS_RECONNECT', 'DISCONNECTED'));
ALTER TABLE "post" ADD CONSTRAINT "post_status_check" CHECK ("status" IN ('DRAFT', 'SCHEDULED', 'PUBLISHING', 'POSTED', 'PARTIALLY_POSTED', 'FAILED'));
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_status_check" CHECK ("status" IN ('PENDING', 'PUBLISHING', 'POSTED', 'FAILED', 'UNKNOWN', 'PAUSED', 'REMOVED'));
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_outcome_check" CHECK ("outcome" IN ('RUNNING', 'SUCCEEDED', 'FAILED', 'UNKNOWN', 'ABANDONED'));
ALTER TABLE "step" ADD CONSTRAINT "step_status_check" CHECK ("status" IN ('SENDING', 'DONE', 'REFUSED', 'UNKNOWN'));
ALTER TABLE "step" ADD CONSTRAINT "step_kind_check" CHECK ("kind" IN ('PREPARE', 'CHECK', 'COMMIT'));

-- An override is for a channel or for an account
ALTER TABLE "override" ADD CONSTRAINT "override_target_check" CHECK (num_nonnulls("channel", "account_id") = 1);
