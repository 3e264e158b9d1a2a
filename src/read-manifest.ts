import { readFileSync } from 'node:fs';
import { z } from 'zod';

const manifest = z.record(z.string(), z.string());

/** Reads operations by their hashes, as graphql-codegen's client preset writes them into persisted-documents.json. Null: it is no such file. */
export function readManifest(file: string): ReadonlyMap<string, string> | null {
  try {
    return new Map(Object.entries(manifest.parse(JSON.parse(readFileSync(file, 'utf8')))));
  } catch {
    return null;
  }
}
