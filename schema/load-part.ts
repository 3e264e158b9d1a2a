import type { PostPart } from '../src/queries/post-parts-by-ids.ts';
import type { Context } from './context.ts';

/** Loads a part of a post for a node type, which names its own shape: relay asks it only for ids with that type's prefix. */
export async function loadPart<Part extends PostPart>(id: string, context: Context): Promise<Part | null> {
  return (await context.loaders.postPart.load(id)) as Part | null;
}
