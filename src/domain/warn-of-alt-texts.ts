import { containerPath, type MediumUse, onePerChannel, type PostDraft, type Target } from './post-draft.ts';
import type { Warning } from './refusal.ts';

/** Images that no one describes, and descriptions that a network has no place for. */
export function warnOfAltTexts(draft: PostDraft, targets: readonly Target[]): Warning[] {
  const profiles = onePerChannel(targets).map(({ channel }) => channel.profile);
  const describing = profiles.some(({ altText }) => altText);
  return draft.containers.flatMap((container, index) =>
    container.media.flatMap((medium, at): Warning[] => {
      const path = [...containerPath(draft, index), 'media', String(at), 'altText'];
      if (altTextOf(medium) === null) {
        if (!describing || medium.facts?.kind !== 'IMAGE') return [];
        return [
          {
            code: 'ALT_TEXT_MISSING',
            message: 'This image has no alt text, so people who cannot see it learn nothing of it. Add altText.',
            path,
          },
        ];
      }
      return profiles.flatMap(({ altText, label, network }): Warning[] => {
        if (altText) return [];
        return [
          {
            code: 'ALT_TEXT_UNSUPPORTED',
            message: `${label} has no place for alt texts: it is left out there.`,
            path,
            network,
          },
        ];
      });
    }),
  );
}

function altTextOf({ altText, facts }: MediumUse): string | null {
  return altText ?? facts?.altText ?? null;
}
