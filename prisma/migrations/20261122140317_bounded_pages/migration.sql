-- The orders again, with the times that a filter may ask for beside the order's own: what is looked through is read from the index alone.
ALTER INDEX "post_workspace_id_created_at_id_idx" RENAME TO "post_workspace_id_created_at_id_idx_before";
ALTER INDEX "post_scheduled_asc_idx" RENAME TO "post_scheduled_asc_idx_before";
ALTER INDEX "post_scheduled_desc_idx" RENAME TO "post_scheduled_desc_idx_before";
ALTER INDEX "post_occurs_asc_idx" RENAME TO "post_occurs_asc_idx_before";
ALTER INDEX "post_occurs_desc_idx" RENAME TO "post_occurs_desc_idx_before";
CREATE INDEX "post_created_idx" ON "post"("workspace_id", "created_at", "id", "scheduled_at", "started_at");
CREATE INDEX "post_scheduled_asc_idx" ON "post"("workspace_id", COALESCE("scheduled_at", 'infinity'::TIMESTAMPTZ), "id") INCLUDE ("created_at", "scheduled_at", "started_at");
CREATE INDEX "post_scheduled_desc_idx" ON "post"("workspace_id", COALESCE("scheduled_at", '-infinity'::TIMESTAMPTZ), "id") INCLUDE ("created_at", "scheduled_at", "started_at");
CREATE INDEX "post_occurs_asc_idx" ON "post"("workspace_id", COALESCE("scheduled_at", "started_at", 'infinity'::TIMESTAMPTZ), "id") INCLUDE ("created_at", "scheduled_at", "started_at");
CREATE INDEX "post_occurs_desc_idx" ON "post"("workspace_id", COALESCE("scheduled_at", "started_at", '-infinity'::TIMESTAMPTZ), "id") INCLUDE ("created_at", "scheduled_at", "started_at");

-- Each status and type in every order, for those that few posts have.
CREATE INDEX "post_status_created_idx" ON "post"("workspace_id", "status", "type", "created_at", "id");
CREATE INDEX "post_status_scheduled_asc_idx" ON "post"("workspace_id", "status", "type", COALESCE("scheduled_at", 'infinity'::TIMESTAMPTZ), "id") INCLUDE ("created_at", "scheduled_at", "started_at");
CREATE INDEX "post_status_scheduled_desc_idx" ON "post"("workspace_id", "status", "type", COALESCE("scheduled_at", '-infinity'::TIMESTAMPTZ), "id") INCLUDE ("created_at", "scheduled_at", "started_at");
CREATE INDEX "post_status_occurs_asc_idx" ON "post"("workspace_id", "status", "type", COALESCE("scheduled_at", "started_at", 'infinity'::TIMESTAMPTZ), "id") INCLUDE ("created_at", "scheduled_at", "started_at");
CREATE INDEX "post_status_occurs_desc_idx" ON "post"("workspace_id", "status", "type", COALESCE("scheduled_at", "started_at", '-infinity'::TIMESTAMPTZ), "id") INCLUDE ("created_at", "scheduled_at", "started_at");

-- Deliveries in the statuses that few have, for src/queries/delivery-filter.ts.
CREATE INDEX "delivery_indexed_status_idx" ON "delivery"("workspace_id", "status", "post_id") WHERE "status" IN ('FAILED', 'UNKNOWN', 'PAUSED', 'REMOVED');

-- Last, since it keeps readers out until the end of the migration: making an index keeps only writers out.
DROP INDEX "post_workspace_id_created_at_id_idx_before", "post_scheduled_asc_idx_before", "post_scheduled_desc_idx_before", "post_occurs_asc_idx_before", "post_occurs_desc_idx_before";
