import { PlatformFailure } from '../../src/platforms/failure.ts';
import type {
  AccountFacts,
  CallToMake,
  JournalEntry,
  Published,
  PublishingRoom,
  SegmentToPublish,
  Session,
} from '../../src/platforms/platform.ts';
import type { RoomsAtSandbox } from './rooms-at-sandbox.ts';

/** An account of a room, with what is needed to call its network. */
export type Connected = {
  platform: PublishingRoom;
  rooms: RoomsAtSandbox;
  account: AccountFacts;
  credentials: unknown;
  /** What every root has there: a video, a title. */
  root?: Partial<SegmentToPublish> | undefined;
};

type Login = { platform: PublishingRoom; rooms: RoomsAtSandbox; input: unknown };

const TIMEOUT_MS = 2_000;
const MAX_STEPS = 200;

/** Connects an account as connectAccount does. */
export async function connectRoom({ platform, rooms, input }: Login): Promise<Connected> {
  const { connecting, credentials } = platform;
  const parsed = connecting.input.parse(input);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const line = rooms.lines.openLine(platform, { server: connecting.server(parsed), signal });
  const [profile] = await connecting.open(parsed, line);
  if (profile === undefined) throw new Error('the login gave no profile');
  const { remoteId, username, server } = profile;
  const account = { remoteId, username, server, webUrl: rooms.lines.webUrlOf(platform, server) };
  return { platform, rooms, account, credentials: credentials.parse(profile.credentials) };
}

/** A session as a worker opens it for one call, with what earlier calls gave in secret. */
export function sessionOf(
  { platform, rooms, account, credentials }: Connected,
  journal: readonly JournalEntry[] = [],
): Session<unknown> {
  return rooms.lines.openSession(platform, {
    account,
    credentials,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    secretOf: (name) => journal.findLast((entry) => entry.name === name && entry.status === 'DONE')?.secret ?? null,
  });
}

/** A segment to publish, a root unless it is told what it replies to. */
export function segmentOf(
  connected: Pick<Connected, 'account' | 'root'>,
  facts: Partial<SegmentToPublish> = {},
): SegmentToPublish {
  const needed = facts.root ? {} : connected.root;
  return {
    id: `seg_${crypto.randomUUID()}`,
    round: 1,
    position: 0,
    type: 'POST',
    text: 'Hello',
    media: [],
    link: null,
    account: connected.account,
    root: null,
    parent: null,
    ...needed,
    ...facts,
    options: { ...needed?.options, ...facts.options },
  };
}

/** Makes a call and gives the entry that the journal has of it, with the failure where there was one. */
export async function makeCall(
  connected: Connected,
  { name, kind, request }: CallToMake,
  journal: readonly JournalEntry[] = [],
): Promise<{ entry: JournalEntry; failure: PlatformFailure | null }> {
  const begun = { name, kind, request, startedAt: connected.rooms.clock.now(), beforeRetry: false };
  const call = connected.platform.calls[name];
  if (call === undefined) throw new Error(`the room has no call "${name}"`);
  try {
    const { result, secret = null } = await call.make(request, sessionOf(connected, journal));
    return { entry: { ...begun, status: 'DONE', result, secret }, failure: null };
  } catch (failure) {
    if (!(failure instanceof PlatformFailure)) throw failure;
    const status = failure.happened === 'maybe' ? 'UNKNOWN' : 'REFUSED';
    return { entry: { ...begun, status, result: null, secret: null }, failure };
  }
}

/** Does what a room says until the segment is published, moving the clock where it waits. Throws the first failure; the journal is written in place. */
export async function walkRoom(
  connected: Connected,
  segment: SegmentToPublish,
  journal: JournalEntry[] = [],
): Promise<Published> {
  const { platform, rooms } = connected;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const now = rooms.clock.now();
    const next = platform.next(segment, journal, now);
    if (next.do === 'finish') return next.published;
    if (next.do === 'fail') throw new Error(next.failure.message);
    if (next.do === 'wait') {
      rooms.clock.move(Math.max(1, next.until.getTime() - now.getTime()));
      continue;
    }
    const { entry, failure } = await makeCall(connected, next.call, journal);
    journal.push(entry);
    if (failure !== null && !(next.call.optional && entry.status === 'REFUSED')) throw failure;
  }
  throw new Error('the room does not come to an end');
}
