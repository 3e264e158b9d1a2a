-- AlterTable
ALTER TABLE "segment" ADD COLUMN     "ask_at" TIMESTAMPTZ(3),
ADD COLUMN     "times_asked" INTEGER NOT NULL DEFAULT 0;

-- Few of all that were ever published are asked about
CREATE INDEX "segment_ask_at_idx" ON "segment"("ask_at") WHERE "ask_at" IS NOT NULL;
