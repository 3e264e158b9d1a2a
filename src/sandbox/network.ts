import type { Files } from './files.ts';
import type { Store } from './store.ts';

/** What a network answers. A body of undefined is an empty one. */
export type Answer = { status: number; headers?: Record<string, string>; body: unknown };

/** A refusal in the network's own words. Thrown anywhere within an operation, it becomes the answer. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** A request as an operation sees it; nothing in it is trusted. */
export type Incoming = {
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Headers;
  /** The body as text; empty where it is said to be something else. */
  body: string;
  bytes: Buffer;
  /** The fields of a form with files, in their order. */
  parts: readonly Part[];
  /** What was pulled from the addresses that the operation's `fetches` named. Null where it could not be had. */
  fetched: ReadonlyMap<string, Fetched | null>;
};

/** One field of a form with files. */
export type Part = { name: string; value: string } | { name: string; file: SentFile };
export type SentFile = { filename: string; mimeType: string; bytes: Buffer };

/** A file that a network pulled, with the type that it was served as. */
export type Fetched = { mimeType: string; bytes: Buffer };

/** One route of a network. */
export type Operation = {
  /** The network's own name for the route; a fault may be bound to it. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the network's prefix, as a hono pattern. */
  path: string;
  /** Whether it makes a post visible: a fault that names no operation hits these alone. A function where a route does that in one of its phases. */
  publishes: boolean | ((incoming: Incoming) => boolean);
  maxBodyBytes: number;
  /** The addresses that have to be pulled before it runs. */
  fetches?(incoming: Incoming): string[];
  /** Does the work at once and whole, so that two requests never overlap. Throws `Refused` instead of answering with an error. */
  run(incoming: Incoming): Answer;
};

export const faultNames = [
  'rate_limited',
  'server_error',
  'server_error_after_accept',
  'drop_after_accept',
  'slow',
  'token_expired',
  'token_revoked',
  'media_rejected',
  'duplicate',
] as const;
export type FaultName = (typeof faultNames)[number];

/** Faults that play alike on every network; the others are the network's own answers. */
export const sharedFaults = [
  'server_error_after_accept',
  'drop_after_accept',
  'slow',
] as const satisfies readonly FaultName[];

/** A fault that answers instead of the operation. */
export type OwnFault = Exclude<FaultName, (typeof sharedFaults)[number]>;

/** A post as people see it. Paths are below the network's prefix; of several the first is the one to show. */
export type ShownPost = {
  /** The network's own id. */
  id: string;
  paths: [string, ...string[]];
  account: { username: string; displayName: string; handle: string; paths: [string, ...string[]] };
  /** Exactly what was sent. */
  text: string;
  /** The same with its links, as safe HTML. */
  html: string;
  /** Where everything with the same hashtags is listed. */
  tagPaths: string[];
  /** As files of the sandbox. */
  media: ShownMedium[];
  card: { url: string; title: string; description: string } | null;
  /** Shown beside the time: a visibility, a content warning. */
  notes: string[];
  inReplyTo: string | null;
  at: Date;
};

/** A medium of a post, as it is shown. */
export type ShownMedium = {
  /** Of `World.files`. */
  key: string;
  kind: 'image' | 'gif' | 'video' | 'document';
  mimeType: string;
  altText: string | null;
};

/** The colours of a page, by the names that its style sheet uses. */
type Colours = Record<'accent' | 'page' | 'panel' | 'ink' | 'soft' | 'line' | 'hover', string>;

/** How a network's pages differ from each other's. */
export type Look = {
  title: string;
  light: Colours;
  dark: Colours;
  font: string;
  /** The corners of an avatar, and of the column of posts. */
  avatarRadius: string;
  columnRadius: string;
  /** The network's sign as the inside of an SVG of 24 × 24. */
  sign: string;
};

/** A network at play. */
export type PlayedNetwork = {
  operations: readonly Operation[];
  /** Every name by which a fault may mean the account that asks, the steadiest first; empty where the request shows none. */
  callerNames(incoming: Incoming): string[];
  /** Counts the request against the network's limits. Gives the headers of whatever is answered, or throws the refusal. */
  admit(operation: Operation, incoming: Incoming): Record<string, string>;
  faults: { server_error(incoming: Incoming): Answer } & Partial<Record<OwnFault, (incoming: Incoming) => Answer>>;
  tooLarge(): Answer;
  /** For a path below the network's API that is no operation of it. */
  unknownRoute(method: string, path: string): Answer;
  /** All posts that are there, oldest first. */
  posts(): ShownPost[];
  /** Removes every post. Accounts and sessions stay. */
  empty(): void;
  /** Undoes what faults left behind. */
  forgetFaults(): void;
};

/** What the sandbox lends to a network. */
export type World = {
  /** The network's base URL. */
  url(): string;
  now(): Date;
  store: Store;
  files: Files;
  /** How long a network works on what it was sent (a video) before it can be used. */
  processingMs: number;
};

/** A network that the sandbox can play: one folder, and one line in networks.ts. */
export type Network = {
  channel: string;
  look: Look;
  /** Logins to try, as the front page lists them. */
  logins: readonly { name: string; secret: string }[];
  /**
   * What connectAccount takes for the first of them, at the network's address: what demo mode connects. Besides them every name is an
   * account, made when it is first used: see the network's `accounts.ts`.
   */
  demoLogin(url: string): Record<string, string>;
  /** Where its API starts below the prefix: what is no operation there is answered by `unknownRoute`. */
  apiPaths: readonly string[];
  play(world: World): PlayedNetwork;
};
