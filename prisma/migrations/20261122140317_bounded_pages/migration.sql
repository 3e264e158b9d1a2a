-- The orders again, with the times that a filter may ask for beside the order's own: what is looked through is read from the index alone.
DROP INDEX "post_workspace_id_created_at_id_idx", "post_scheduled_asc_idx", "post_scheduled_desc_idx", "post_occurs_asc_idx", "post_occurs_desc_idx";
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

-- Every three characters that follow each other, without capitals: what is searched for has all of its own. The extension pg_trgm takes
-- letters only, and none beyond ASCII where LC_CTYPE is C. The cost is what keeps PostgreSQL from asking every row instead of the index.
CREATE FUNCTION "text_grams"(content text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 5000 AS $$
DECLARE
  first text;
  second text;
  third text;
  grams text[] := '{}';
BEGIN
  FOREACH third IN ARRAY string_to_array(lower(content), NULL) LOOP
    IF first IS NOT NULL THEN
      grams := array_append(grams, first || second || third);
    END IF;
    first := second;
    second := third;
  END LOOP;
  RETURN grams;
END $$;

-- A search reads what the index has not taken in yet as well: that is kept short. Statistics on grams would tell nothing, and take seconds.
CREATE INDEX "container_grams_idx" ON "container" USING gin (text_grams("content")) WITH (gin_pending_list_limit = 256);
CREATE INDEX "override_grams_idx" ON "override" USING gin (text_grams("content")) WITH (gin_pending_list_limit = 256);
ALTER INDEX "container_grams_idx" ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX "override_grams_idx" ALTER COLUMN 1 SET STATISTICS 0;
