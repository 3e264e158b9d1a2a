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
