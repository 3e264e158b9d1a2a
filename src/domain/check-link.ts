import { onePerChannel, type PostDraft, type Target } from './post-draft.ts';
import type { Profile } from './profile.ts';
import type { UserError, Warning } from './refusal.ts';
import { resolveVariant } from './variant.ts';

/** A link's addresses. */
export function checkLink({ link, places }: PostDraft): UserError[] {
  if (link === null) return [];
  const given = [
    ['url', link.url],
    ['thumbnailUrl', link.thumbnailUrl],
  ] as const;
  return given.flatMap(([field, text]): UserError[] => {
    if (text === null || isWebAddress(text)) return [];
    const message = `"${text}" is no web address. Give one that starts with https:// or http://.`;
    return [{ code: 'INVALID', message, path: [places.link, 'link', field] }];
  });
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && text.length <= 2_048;
}

/** Channels that drop the link: they have no cards, or media takes the card's place there. */
export function ignoredLinks(draft: PostDraft, targets: readonly Target[]): Warning[] {
  if (draft.link === null) return [];
  return onePerChannel(targets).flatMap((target): Warning[] => {
    const { profile } = target.channel;
    if (showsLink(draft, target)) return [];
    const why = profile.linkPreview ? 'shows media in place of a link card' : 'makes no card of a link';
    const message = `${profile.label} ${why}: the link is left out there, and the text is published as it is.`;
    return [{ code: 'LINK_IGNORED', message, path: [draft.places.link, 'link'], network: profile.network }];
  });
}

/** Whether an account's post carries the link's card. */
export function showsLink(draft: PostDraft, { account, channel }: Target): boolean {
  const [root] = draft.containers;
  if (draft.link === null || !root) return false;
  return hasRoomForCard(channel.profile, resolveVariant(root, { accountId: account.id, channel: account.channel }));
}

/** Whether a channel makes a card of the link of a post with such a root: media take its place. */
export function hasRoomForCard(
  { linkPreview }: Pick<Profile, 'linkPreview'>,
  { media }: { media: readonly unknown[] },
): boolean {
  return linkPreview && media.length === 0;
}
