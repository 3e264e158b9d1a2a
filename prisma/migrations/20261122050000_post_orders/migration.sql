-- The orders that posts are listed in. Posts without the time come last in either direction, so each direction has its own index; they
-- stand on the expressions of src/queries/post-order.ts, which Prisma has no words for.
CREATE INDEX "post_scheduled_asc_idx" ON "post"("workspace_id", COALESCE("scheduled_at", 'infinity'::TIMESTAMPTZ), "id");
CREATE INDEX "post_scheduled_desc_idx" ON "post"("workspace_id", COALESCE("scheduled_at", '-infinity'::TIMESTAMPTZ), "id");
CREATE INDEX "post_occurs_asc_idx" ON "post"("workspace_id", COALESCE("scheduled_at", "started_at", 'infinity'::TIMESTAMPTZ), "id");
CREATE INDEX "post_occurs_desc_idx" ON "post"("workspace_id", COALESCE("scheduled_at", "started_at", '-infinity'::TIMESTAMPTZ), "id");
