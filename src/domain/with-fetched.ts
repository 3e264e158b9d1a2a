import type { MediumFacts, MediumUse, PostDraft } from './post-draft.ts';

/** Media that were fetched, by URL. */
export type FetchedFacts = ReadonlyMap<string, { id: string; facts: MediumFacts }>;

/** A draft whose media by URL are media of the library now. */
export function withFetched(draft: PostDraft, fetched: FetchedFacts): PostDraft {
  const known = (media: readonly MediumUse[]) =>
    media.map((use): MediumUse => {
      const medium = use.url === null ? undefined : fetched.get(use.url);
      return medium ? { ...use, ...medium, url: null } : use;
    });
  const containers = draft.containers.map((container) => ({
    ...container,
    media: known(container.media),
    overrides: container.overrides.map((override) => ({ ...override, media: override.media && known(override.media) })),
  }));
  return { ...draft, containers };
}
