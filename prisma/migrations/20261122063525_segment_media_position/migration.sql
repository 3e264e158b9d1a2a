-- AlterTable
ALTER TABLE "segment" ADD COLUMN     "media_position" INTEGER;
