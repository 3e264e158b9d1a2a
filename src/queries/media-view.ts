import type { Media } from '../database/generated/client.ts';
import type { MediaKind } from '../domain/profile.ts';

/** A medium as callers see it. In a post its alt text is the one that it has there. Times are as answers write them. */
export type MediaView = {
  id: string;
  kind: MediaKind;
  filename: string;
  mimeType: string;
  bytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  altText: string | null;
  createdAt: string;
};

type Row = Pick<Media, Exclude<keyof MediaView, 'kind' | 'bytes'>> & { kind: string; bytes: bigint };

export const mediaColumns = {
  id: true,
  kind: true,
  filename: true,
  mimeType: true,
  bytes: true,
  width: true,
  height: true,
  durationMs: true,
  altText: true,
  createdAt: true,
} as const;

export function toMediaView(row: Row): MediaView {
  return { ...row, kind: row.kind as MediaKind, bytes: Number(row.bytes), createdAt: row.createdAt.toISOString() };
}
