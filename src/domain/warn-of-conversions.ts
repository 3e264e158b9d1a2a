import { type Fit, fitOf, hasTooManyBytes } from './fit-medium.ts';
import { type MediumFacts, mediaFor, type PostDraft, type Target } from './post-draft.ts';
import type { MediaRule, Profile } from './profile.ts';
import type { Warning } from './refusal.ts';

const names: Readonly<Record<Fit['mimeType'], string>> = {
  'image/jpeg': 'a JPEG',
  'image/png': 'a PNG',
  'image/webp': 'a WebP',
};

/** Images that a channel gets re-encoded. Where it takes no media at all, that is an error already. */
export function warnOfConversions(draft: PostDraft, targets: readonly Target[]): Warning[] {
  const warnings = draft.containers.flatMap((_container, index) =>
    targets.flatMap((target): Warning[] => {
      const { profile } = target.channel;
      if (index > 0 && profile.replies === 'COMMENT') return [];
      const { media, path } = mediaFor(draft, index, target);
      return media.flatMap(({ facts }, at) => {
        const message = conversion(facts, profile, draft.type);
        if (message === null) return [];
        return [{ code: 'MEDIA_CONVERTED', message, path: [...path, String(at)], network: profile.network }];
      });
    }),
  );
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()];
}

function conversion(facts: MediumFacts | null, profile: Profile, postType: PostDraft['type']): string | null {
  const rule = profile.media.find(({ type, kind }) => type === postType && kind === facts?.kind);
  const fit = facts && rule ? fitOf(facts, rule) : null;
  if (facts === null || !rule || fit === null) return null;
  const flattened = fit.mimeType === 'image/jpeg' && facts.mimeType !== 'image/jpeg';
  const loss = flattened ? ' What is transparent in it turns white.' : '';
  return `${profile.label} ${why(facts, rule)}: it gets ${names[fit.mimeType]} made of it, and the original is kept.${loss}`;
}

function why(facts: MediumFacts, rule: MediaRule): string {
  if (!rule.mimeTypes.includes(facts.mimeType)) return `takes no ${facts.mimeType}`;
  if (hasTooManyBytes(facts, rule)) return `takes at most ${rule.maxBytes} bytes, and this image has ${facts.bytes}`;
  const { short, long } = rule.maxSides ?? {};
  return `takes at most ${short} × ${long} pixels, and this image has ${facts.width} × ${facts.height}`;
}
