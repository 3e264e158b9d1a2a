import { containerPath, type MediumUse, onePerChannel, type PostDraft, type Target } from './post-draft.ts';
import type { Profile } from './profile.ts';
import type { Warning } from './refusal.ts';

/** Images that no one describes, and descriptions that a network has no place for, or not as much as they need. */
export function warnOfAltTexts(draft: PostDraft, targets: readonly Target[]): Warning[] {
  const profiles = onePerChannel(targets).map(({ channel }) => channel.profile);
  const describing = profiles.some(({ altText }) => altText);
  return draft.containers.flatMap((container, index) =>
    container.media.flatMap((medium, at): Warning[] => {
      const path = [...containerPath(draft, index), 'media', String(at), 'altText'];
      const altText = altTextOf(medium);
      if (altText !== null) return profiles.flatMap((profile) => warnOfNetwork(profile, altText, path));
      if (!describing || medium.facts?.kind !== 'IMAGE') return [];
      const message = 'This image has no alt text, so people who cannot see it learn nothing of it. Add altText.';
      return [{ code: 'ALT_TEXT_MISSING', message, path }];
    }),
  );
}

/** An alternative text as a network takes it: no longer than that. */
export function cutAltText(altText: string, { maxAltText }: Pick<Profile, 'maxAltText'>): string {
  return maxAltText === null ? altText : [...altText].slice(0, maxAltText).join('');
}

function warnOfNetwork(profile: Profile, altText: string, path: string[]): Warning[] {
  const { label, network, maxAltText } = profile;
  if (!profile.altText) {
    const message = `${label} has no place for alt texts: it is left out there.`;
    return [{ code: 'ALT_TEXT_UNSUPPORTED', message, path, network }];
  }
  if (cutAltText(altText, profile) === altText) return [];
  const message = `${label} takes alt texts of at most ${maxAltText} characters; this one has ${[...altText].length}: the rest is left out there.`;
  return [{ code: 'ALT_TEXT_CUT', message, path, network }];
}

function altTextOf({ altText, facts }: MediumUse): string | null {
  return altText ?? facts?.altText ?? null;
}
