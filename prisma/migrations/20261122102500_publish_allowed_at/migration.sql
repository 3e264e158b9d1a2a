-- AlterTable
ALTER TABLE "account" ADD COLUMN     "publish_allowed_at" TIMESTAMPTZ(3);
