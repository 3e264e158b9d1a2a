import type { JsonObject } from './json.ts';
import type { MediaKind, Profile } from './profile.ts';
import type { UserError } from './refusal.ts';
import { resolveOptions } from './resolve-options.ts';
import type { AccountStatus, PostType } from './statuses.ts';
import { type ContainerOf, resolveVariant } from './variant.ts';

/** Where a part of a post stands: in what the caller sent, or in the post that is stored already. Paths of errors begin with it. */
type Place = 'input' | 'post';

/** What is known of a medium of the library. */
export type MediumFacts = {
  kind: MediaKind;
  mimeType: string;
  bytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  altText: string | null;
};

/**
 * A medium in a list: of the library, or by a URL that was not fetched yet. `facts` is null until it is, and where the workspace has none
 * with this id. With neither id nor URL its form is wrong.
 */
export type MediumUse = { id: string | null; url: string | null; altText: string | null; facts: MediumFacts | null };

export type ContainerDraft = ContainerOf<MediumUse>;
export type LinkDraft = { url: string; title: string | null; description: string | null; thumbnailUrl: string | null };

/** Options by network, only the fields that were given. */
export type OptionsByNetwork = Readonly<Record<string, JsonObject>>;
export type AccountOptionsDraft = { accountId: string; options: OptionsByNetwork };

/** A post as its author means it, before anything is known to be right about it. */
export type PostDraft = {
  accounts: readonly string[];
  type: PostType;
  containers: readonly ContainerDraft[];
  link: LinkDraft | null;
  options: OptionsByNetwork;
  accountOptions: readonly AccountOptionsDraft[];
  scheduledAt: Date | null;
  publish: boolean;
  /** What is wrong about the form in which it came, before its content is looked at. */
  formErrors: readonly UserError[];
  /** True where the one container came as content, media and overrides. */
  shorthand: boolean;
  places: {
    [Part in 'accounts' | 'type' | 'containers' | 'link' | 'options' | 'accountOptions' | 'scheduledAt']: Place;
  };
};

/** A post, as rules about its options see it. */
type OptionFacts = {
  type: PostType;
  mediaKinds: readonly MediaKind[];
  mediaCount: number;
  containerCount: number;
  options: JsonObject;
};

/** When an option is wrong, with a sentence. */
type OptionRule = { option: string; when(facts: OptionFacts): boolean; message: string };

/** The form of a channel's options: problems by path, in sentences. */
type OptionRules = {
  problemsIn(options: JsonObject): { path: string[]; message: string }[];
  /** What a channel cannot do without, where it is missing; and what it refuses. */
  required: readonly OptionRule[];
  refused: readonly OptionRule[];
};

/** What a channel allows, as the rules read it. */
export type ChannelFacts = {
  profile: Profile;
  options: OptionRules | null;
  /** Whether its publishing is built. */
  available: boolean;
};

export type AccountFacts = {
  id: string;
  channel: string;
  username: string;
  status: AccountStatus;
  textLimit: number | null;
  credentialsExpireAt: Date | null;
};

/** One account that a post goes to, with what its channel allows. */
export type Target = { account: AccountFacts; channel: ChannelFacts };

/** One target of each channel: for rules that are the channel's. */
export function onePerChannel(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [target.account.channel, target])).values()];
}

/** A channel's field in `options`: "google_business" is googleBusiness there. */
export function optionField(network: string): string {
  return network.replaceAll(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
}

/** Where a container stands in the input. */
export function containerPath(draft: PostDraft, index: number): string[] {
  return draft.shorthand ? [draft.places.containers] : [draft.places.containers, 'containers', String(index)];
}

/** The media that an account gets of a container, and where their list stands. */
export function mediaFor(
  draft: PostDraft,
  index: number,
  { account }: Target,
): { media: readonly MediumUse[]; path: string[] } {
  const place = containerPath(draft, index);
  const container = draft.containers[index];
  if (!container) return { media: [], path: [...place, 'media'] };
  const { media, mediaFrom } = resolveVariant(container, { accountId: account.id, channel: account.channel });
  return { media, path: [...place, ...(mediaFrom === null ? [] : ['overrides', String(mediaFrom)]), 'media'] };
}

/** Every list of media in a post, with its place. */
export function mediaListsIn(draft: PostDraft): { media: readonly MediumUse[]; path: string[] }[] {
  return draft.containers.flatMap(({ media, overrides }, index) => {
    const path = containerPath(draft, index);
    const ofOverrides = overrides.map((override, at) => ({
      media: override.media ?? [],
      path: [...path, 'overrides', String(at), 'media'],
    }));
    return [{ media, path: [...path, 'media'] }, ...ofOverrides];
  });
}

/** The options that an account gets: its own, else its channel's. */
export function optionsFor(draft: PostDraft, { account }: Target): { options: JsonObject; path: string[] } {
  const { channel, id: accountId } = account;
  const { options, from } = resolveOptions(draft, { accountId, channel });
  const field = optionField(channel);
  if (from === null) return { options, path: [draft.places.options, 'options', field] };
  return { options, path: [draft.places.accountOptions, 'accountOptions', String(from), 'options', field] };
}

/** The kinds of media of the root as a target gets it, as far as they are known. */
export function mediaKindsFor(draft: PostDraft, { account }: Target): MediaKind[] {
  const [root] = draft.containers;
  if (!root) return [];
  const { media } = resolveVariant(root, { accountId: account.id, channel: account.channel });
  return media.flatMap(({ facts }) => (facts ? [facts.kind] : []));
}
