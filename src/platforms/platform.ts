import type { z } from 'zod';
import type { FailureKind } from '../domain/delivery-error.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { MediaKind, Profile } from '../domain/profile.ts';
import type { PostType } from '../domain/statuses.ts';
import type { FailureTable } from './failure.ts';
import type { HttpAnswer, HttpRequest, StoredPart } from './http-request.ts';

/** prepare: nothing visible, may be repeated. check: only reads. commit: makes it visible, and is never repeated blindly. */
export type StepKind = 'prepare' | 'check' | 'commit';

/** A segment as the room sees it: what to publish, and what stands before it. */
export type SegmentToPublish = {
  /** Ours, unique for ever; with `round` the natural idempotency key. */
  id: string;
  /** Counts a person's decisions to publish again: what a network would recognise from an earlier round must differ. */
  round: number;
  position: number;
  type: PostType;
  text: string;
  /** As the channel takes them: what had to be made to fit has been. A story's segment has one. */
  media: readonly MediumToPublish[];
  /** The link to make a card of, where the channel does and the segment is a root without media. */
  link: LinkToPublish | null;
  /** What was chosen for the channel, as the room's options schema gives it. */
  options: JsonObject;
  account: AccountFacts;
  /** The first segment of the thread and the one before this, or null for the root itself. A story's segments are roots all. */
  root: Published | null;
  parent: Published | null;
};

/** A medium as it goes to the network. */
export type MediumToPublish = {
  id: string;
  /** Where storage has its bytes: what a request's body names. */
  key: string;
  kind: MediaKind;
  mimeType: string;
  bytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  filename: string;
  altText: string | null;
  /** Where a network that fetches media by itself finds it, signed. */
  url: string;
};

/** A link's card. What is null was not given: the page's own words take its place. */
export type LinkToPublish = {
  url: string;
  title: string | null;
  description: string | null;
  thumbnailUrl: string | null;
};

/** A card for a network whose clients make it. The thumbnail is a JPEG of at most 1,000,000 bytes, kept in storage. */
export type LinkCard = {
  title: string;
  description: string;
  thumbnail: { key: string; mimeType: string; bytes: number; width: number; height: number } | null;
};

export type AccountFacts = { remoteId: string; username: string; server: string | null; webUrl: string };

/** What can be chosen on a channel: the GraphQL types are built from the schema, descriptions and all. */
export type ChannelOptions = {
  schema: z.ZodObject;
  /** What the network needs. */
  required: readonly OptionRule[];
  /** What cannot be, for all that the post is otherwise. */
  refused?: readonly OptionRule[];
};

/** What a rule about options may look at: a post as one account gets it. The media are its root's; of those by URL the kind is not known yet. */
export type OptionFacts = {
  type: PostType;
  mediaKinds: readonly MediaKind[];
  mediaCount: number;
  containerCount: number;
  options: JsonObject;
};

/** One option that the network needs, or refuses. */
type OptionRule = {
  /** Its path in the schema, dotted: "boardId", "event.title". */
  option: string;
  when(facts: OptionFacts): boolean;
  /** A sentence that a person can act on. */
  message: string;
};

/** What the network gave a published segment. `ref` is what the room needs to reply to it, to remove it or to ask about it, beyond the id. */
export type Published = { remoteId: string | null; url: string | null; ref: Json };

/** One call that is recorded. DONE has a result; REFUSED did not happen; UNKNOWN may have happened. */
export type JournalEntry = {
  name: string;
  kind: StepKind;
  status: 'DONE' | 'REFUSED' | 'UNKNOWN';
  request: JsonObject;
  result: Json;
  /** The result's part that is as good as a token, decrypted. */
  secret: Json;
  startedAt: Date;
  /** True where a person has retried the delivery since: what had failed for good may be begun afresh, what is live may not. */
  beforeRetry: boolean;
};

/** What to do next for a segment. A pure function of what is recorded says it, so that carousels, chunks, polling and resuming are one path. */
export type Next =
  | { do: 'call'; call: CallToMake }
  | { do: 'wait'; until: Date }
  | { do: 'finish'; published: Published }
  | { do: 'fail'; failure: { kind: FailureKind; message: string; hint?: string } };

/** A call before it is made: written to the journal as it stands here, then sent. */
export type CallToMake = {
  /** A key of the room's `calls`. */
  name: string;
  kind: StepKind;
  /** All that is needed to make the call, to recognise its result and to send the same again. Never holds credentials. */
  request: JsonObject;
  /** How long the call may take; after that the request can no longer arrive. 15 s where it is not given. */
  timeoutMs?: number;
  /** True where the segment goes on without it: a refusal is recorded, and `next` is asked again. */
  optional?: boolean;
};

/** One way to find out what became of a commit whose answer was lost. Ways are tried in their order; after the last a person decides. */
export type WayToSettle =
  /** The network recognises the same request and answers as if for the first time, even while the first is under way. */
  | { by: 'repeat'; withinMs: number }
  /**
   * A check that looks for what the commit made, `pausesMs` apart (listings lag). It answers a `LookResult`.
   * absence: 'proof' — seen to be absent every time, it did not happen; 'no_proof' — then a person decides.
   */
  | {
      by: 'look';
      call(lost: JournalEntry, segment: SegmentToPublish): CallToMake;
      pausesMs: readonly number[];
      absence: 'proof' | 'no_proof';
    };

/** What a look found. `result` is what the lost commit would have answered. */
export type LookResult = { verdict: 'found'; result: Json } | { verdict: 'absent' } | { verdict: 'undecided' };

/** What a call gives back, to be recorded. */
export type CallResult = { result: Json; secret?: Json };

/** An open line to the network for one account. It dies with its deadline. */
export type Session<Credentials> = {
  account: AccountFacts;
  credentials: Credentials;
  now: Date;
  /** The operator's application at the network, where one is set up. */
  client: ClientKeys | null;
  /** What an earlier call of this segment gave that is as good as a token (an upload's address), or null. */
  secretOf(call: string): Json;
  /** Whether another segment of the account has this remote id: a look that finds it has not found what it looks for. */
  isRecorded(remoteId: string): boolean;
  /** Sends one request and parses the answer's body. Throws a PlatformFailure, sorted by the room's error table; repeats nothing. */
  send<Body>(request: HttpRequest, schema: z.ZodType<Body>): Promise<Body>;
  /** The same, with the answer's status and headers. */
  exchange<Body>(request: HttpRequest, schema: z.ZodType<Body>): Promise<HttpAnswer<Body>>;
  /** Bytes of a stored file, for what has to be made of them before they are sent. */
  read(part: StoredPart): Promise<Buffer>;
  /** What a link's card says, read off its page through the fetch guard where it was not given. */
  readLinkCard(link: LinkToPublish): Promise<LinkCard>;
};

/** The operator's application at a network: <CHANNEL>_CLIENT_ID and <CHANNEL>_CLIENT_SECRET. */
export type ClientKeys = { id: string; secret: string };

/** A line to a server before there is an account. */
export type Line = Pick<Session<null>, 'now' | 'client' | 'send' | 'exchange'>;

/** A profile that a login gave us. */
export type ConnectedProfile<Credentials> = {
  remoteId: string;
  username: string;
  nickname: string | null;
  avatarUrl: string | null;
  textLimit: number | null;
  /** Where the account's later calls go: the server of the login, or the one that the login named. Null where the network has one for all. */
  server: string | null;
  /** What is kept, encrypted. */
  credentials: Credentials;
  /** When a person must act; null where renewal goes on by itself or nothing expires. */
  expireAt: Date | null;
};

export type Connecting<Credentials, Input> = {
  /** What connectAccount takes for this channel; the GraphQL input is built from it, descriptions and all. */
  input: z.ZodObject & z.ZodType<Input>;
  /** The server that a login goes to; it is checked against the address guard before anything is sent. Null where the network has one for all. */
  server(input: Input): string | null;
  /** Logs in. Throws a PlatformFailure of kind auth_revoked where the network refuses the credentials. */
  open(input: Input, line: Line): Promise<ConnectedProfile<Credentials>[]>;
  /** True where credentials end for good unless they are renewed in time: then they are, though nothing is published. */
  endsUnused?: true;
  /** When the credentials should be renewed, or null where they don't expire. */
  renewAt(credentials: Credentials): Date | null;
  /** When credentials end by themselves, or null where nobody knows: until then a renewal that is refused stops nothing. */
  endsAt(credentials: Credentials): Date | null;
  /** Renews. What the answer leaves out is kept. Throws auth_revoked where a person must connect again. */
  renew(session: Session<Credentials>): Promise<Credentials>;
  /** Connecting through the network's own login page, or null where there is none that an operator can set up beforehand. */
  authorization: Authorization<Credentials> | null;
};

/** The authorisation code flow of a network (RFC 6749, section 4.1), in so far as networks differ in it. */
export type Authorization<Credentials> = {
  /** The login page: a key of the room's `hosts`, and the path. */
  host: string;
  path: string;
  scopes: readonly string[];
  scopeSeparator: ' ' | ',';
  /** What the network calls the client's id in the address. */
  clientIdName: 'client_id' | 'client_key';
  /** Whether it takes a code challenge (RFC 7636, S256). */
  pkce: boolean;
  /** What the network wants in the address beside that. */
  parameters: Readonly<Record<string, string>>;
  /** Gives the code for credentials, and reads which profiles they open. */
  finish(
    answer: { code: string; redirectUri: string; codeVerifier: string },
    line: Line,
  ): Promise<ConnectedProfile<Credentials>[]>;
};

/** A value that an option can have for an account, and what people call it. */
export type Choice = { value: string; label: string };

/** What a network tells of a published segment only later: the id of what it moderates first. No delivery waits for it. */
export type ToldLater<Credentials> = {
  /** Whether more is to be told of it. */
  isAwaited(published: Published): boolean;
  /** How long it is before each look. After the last the segment stays as it is. */
  pausesMs: readonly number[];
  /** Looks once. Null where nothing more is told yet. */
  ask(published: Published, session: Session<Credentials>): Promise<Published | null>;
};

/** How a room publishes. */
export interface Publishing<Credentials = unknown, Input = unknown> {
  /** What is stored, parsed after it is decrypted. */
  credentials: z.ZodType<Credentials>;
  connecting: Connecting<Credentials, Input>;
  /** The network's servers by name: "api" is where requests go that name no other; null where each account has its own. */
  hosts: { api: string | null; [name: string]: string | null };
  /** The hosts of addresses that the network gives to upload to; their subdomains belong to them. No other is followed. */
  uploadHosts: readonly string[];
  /** The address that people read the network at, for permalinks that are built; an account on the sandbox reads there. */
  webUrl: string | null;
  next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next;
  /** One function per call that `next` or a way to settle names. */
  calls: { [name: string]: { make(request: JsonObject, session: Session<Credentials>): Promise<CallResult> } };
  /** For each commit, how to find out what became of it. */
  lost: { [commit: string]: readonly WayToSettle[] };
  /** Takes a published segment off the network. A segment that is gone already counts as gone. */
  remove(published: Published, session: Session<Credentials>): Promise<'removed' | 'already_gone'>;
  toldLater?: ToldLater<Credentials>;
  /** The options whose values the account itself has: boards, playlists, … Read live, each under its name in the options. */
  choices: { [option: string]: { read(session: Session<Credentials>): Promise<Choice[]> } };
  failures: FailureTable;
}

/** A room: the code that serves one channel. */
export type Platform<Credentials = unknown, Input = unknown> = {
  profile: Profile;
  /** What an author can choose beside text and media, or null where there is nothing to choose. */
  options: ChannelOptions | null;
  /** Null while it isn't built: posts can be drafted for the channel, and no account be connected. */
  publishing: Publishing<Credentials, Input> | null;
};

/** A room that publishes, as the engine works with it. */
export type PublishingRoom = Publishing & Pick<Platform, 'profile'>;
