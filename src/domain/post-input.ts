import type {
  AccountOptionsDraft,
  ContainerDraft,
  LinkDraft,
  MediumFacts,
  MediumUse,
  OptionsByNetwork,
  PostDraft,
} from './post-draft.ts';
import type { UserError } from './refusal.ts';
import type { PostType } from './statuses.ts';

type Maybe<Value> = Value | null | undefined;
type MediaInput = { id?: Maybe<string>; url?: Maybe<string>; altText?: Maybe<string> };
type OverrideInput = {
  channel?: Maybe<string>;
  accountId?: Maybe<string>;
  content?: Maybe<string>;
  media?: Maybe<readonly MediaInput[]>;
};
type ContainerInput = {
  content?: Maybe<string>;
  media?: Maybe<readonly MediaInput[]>;
  overrides?: Maybe<readonly OverrideInput[]>;
};
type LinkInput = {
  url: string;
  title?: Maybe<string>;
  description?: Maybe<string>;
  thumbnailUrl?: Maybe<string>;
};

/** What a caller sends of a post. Undefined: left out. Channels are networks' names here, and options stand by network. */
export type PostInput = ContainerInput & {
  accounts?: Maybe<readonly string[]>;
  containers?: Maybe<readonly ContainerInput[]>;
  type?: Maybe<PostType>;
  link?: Maybe<LinkInput>;
  options?: Maybe<OptionsByNetwork>;
  accountOptions?: Maybe<readonly AccountOptionsDraft[]>;
  scheduledAt?: Maybe<Date>;
  publish?: Maybe<boolean>;
};

type Library = ReadonlyMap<string, MediumFacts>;

/** The ids of all media that an input names. */
export function mediaIdsIn(input: PostInput): string[] {
  return mediaIn(input).flatMap(({ id }) => (id ? [id] : []));
}

/** Whether there is something to fetch. */
export function namesUrls(input: PostInput): boolean {
  return mediaIn(input).some(({ url }) => isGiven(url));
}

function mediaIn(input: PostInput): MediaInput[] {
  const containers = [input, ...(input.containers ?? [])];
  const lists = containers.flatMap(({ media, overrides }) => [
    media,
    ...(overrides ?? []).map((override) => override.media),
  ]);
  return lists.flatMap((list) => list ?? []);
}

/** A new post, as an input means it: what is left out has its default. */
export function draftOf(input: PostInput, library: Library): PostDraft {
  const both = hasShorthand(input) && isGiven(input.containers);
  const shorthand = !isGiven(input.containers);
  return {
    accounts: input.accounts ?? [],
    type: input.type ?? 'POST',
    containers: containersOf(input, library),
    link: linkOf(input.link),
    options: input.options ?? {},
    accountOptions: input.accountOptions ?? [],
    scheduledAt: input.scheduledAt ?? null,
    publish: input.publish ?? false,
    formErrors: both ? [bothForms()] : [],
    shorthand,
    places: {
      accounts: 'input',
      type: 'input',
      containers: 'input',
      link: 'input',
      options: 'input',
      accountOptions: 'input',
      scheduledAt: 'input',
    },
  };
}

/** A stored post with an input's changes: a field left out stays, a given one replaces the old value whole, null clears it. */
export function changedDraft(stored: PostDraft, input: PostInput, library: Library): PostDraft {
  const place = (given: boolean) => (given ? 'input' : 'post');
  const rewritten = isGiven(input.containers) || touchesShorthand(input);
  return {
    accounts: input.accounts ?? stored.accounts,
    type: input.type ?? stored.type,
    ...changedContainers(stored, input, library),
    link: input.link === undefined ? stored.link : linkOf(input.link),
    options: input.options === undefined ? stored.options : (input.options ?? {}),
    accountOptions: input.accountOptions === undefined ? stored.accountOptions : (input.accountOptions ?? []),
    scheduledAt: input.scheduledAt === undefined ? stored.scheduledAt : input.scheduledAt,
    publish: false,
    places: {
      accounts: place(isGiven(input.accounts)),
      type: place(isGiven(input.type)),
      containers: place(rewritten),
      link: place(input.link !== undefined),
      options: place(input.options !== undefined),
      accountOptions: place(input.accountOptions !== undefined),
      scheduledAt: place(input.scheduledAt !== undefined),
    },
  };
}

type Containers = Pick<PostDraft, 'containers' | 'shorthand' | 'formErrors'>;

/** The shorthand changes a post of one container, field by field; containers replace them all. */
function changedContainers(stored: PostDraft, input: PostInput, library: Library): Containers {
  const kept = { containers: stored.containers, shorthand: false, formErrors: [] };
  if (isGiven(input.containers)) {
    const formErrors = hasShorthand(input) ? [bothForms()] : [];
    return { containers: containersOf(input, library), shorthand: false, formErrors };
  }
  if (!touchesShorthand(input)) return kept;
  const [only] = stored.containers;
  if (!only || stored.containers.length > 1) {
    const message = `This post has ${stored.containers.length} containers. Give all of them in containers to change one.`;
    return { ...kept, formErrors: [{ code: 'INVALID', message, path: ['input', 'content'] }] };
  }
  const given = toContainer(input, library);
  const container: ContainerDraft = {
    content: input.content === undefined ? only.content : given.content,
    media: input.media === undefined ? only.media : given.media,
    overrides: input.overrides === undefined ? only.overrides : given.overrides,
  };
  return { containers: [container], shorthand: true, formErrors: [] };
}

function hasShorthand({ content, media, overrides }: PostInput): boolean {
  return isGiven(content) || isGiven(media) || isGiven(overrides);
}

/** In a change null is something given: it clears. */
function touchesShorthand({ content, media, overrides }: PostInput): boolean {
  return content !== undefined || media !== undefined || overrides !== undefined;
}

function isGiven<Value>(value: Maybe<Value>): value is Value {
  return value !== null && value !== undefined;
}

function containersOf(input: PostInput, library: Library): ContainerDraft[] {
  return (isGiven(input.containers) ? input.containers : [input]).map((container) => toContainer(container, library));
}

function toContainer({ content, media, overrides }: ContainerInput, library: Library): ContainerDraft {
  return {
    content: content ?? null,
    media: usesOf(media ?? [], library),
    overrides: (overrides ?? []).map((override) => ({
      channel: override.channel ?? null,
      accountId: override.accountId ?? null,
      content: override.content ?? null,
      media: isGiven(override.media) ? usesOf(override.media, library) : null,
    })),
  };
}

function usesOf(media: readonly MediaInput[], library: Library): MediumUse[] {
  return media.map(({ id, url, altText }): MediumUse => {
    const use = { id: null, url: null, altText: altText ?? null, facts: null };
    if (isGiven(id) === isGiven(url)) return use;
    return isGiven(id) ? { ...use, id, facts: library.get(id) ?? null } : { ...use, url: url ?? null };
  });
}

function linkOf(link: Maybe<LinkInput>): LinkDraft | null {
  if (!isGiven(link)) return null;
  return {
    url: link.url,
    title: link.title ?? null,
    description: link.description ?? null,
    thumbnailUrl: link.thumbnailUrl ?? null,
  };
}

function bothForms(): UserError {
  const message = 'Give either content, media and overrides, for a single container, or containers. Not both.';
  return { code: 'INVALID', message, path: ['input', 'containers'] };
}
