import type { Dispatcher } from 'undici';
import { PlatformFailure } from '../../src/platforms/failure.ts';
import { createSend } from '../../src/platforms/http.ts';
import type {
  AccountFacts,
  CallToMake,
  JournalEntry,
  Published,
  PublishingRoom,
  SegmentToPublish,
  Session,
} from '../../src/platforms/platform.ts';

/** An account of a room, with what is needed to call its network. */
export type Connected = {
  platform: PublishingRoom;
  dispatcher: Dispatcher;
  account: AccountFacts;
  credentials: unknown;
};

type Login = { platform: PublishingRoom; dispatcher: Dispatcher; input: unknown };

const TIMEOUT_MS = 2_000;

/** Connects an account as connectAccount does. */
export async function connectRoom({ platform, dispatcher, input }: Login): Promise<Connected> {
  const { connecting, credentials } = platform;
  const parsed = connecting.input.parse(input);
  const [profile] = await connecting.open(parsed, lineTo(connecting.server(parsed), { platform, dispatcher }));
  if (profile === undefined) throw new Error('the login gave no profile');
  const { remoteId, username, server } = profile;
  const account = { remoteId, username, server, webUrl: server };
  return { platform, dispatcher, account, credentials: credentials.parse(profile.credentials) };
}

/** A session as a worker opens it for one call. */
export function sessionOf({ platform, dispatcher, account, credentials }: Connected): Session<unknown> {
  const secretOf = () => null;
  const isRecorded = () => false;
  return { account, credentials, secretOf, isRecorded, ...lineTo(account.server ?? '', { platform, dispatcher }) };
}

function lineTo(baseUrl: string, { platform, dispatcher }: Pick<Connected, 'platform' | 'dispatcher'>) {
  const now = new Date();
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return { now, send: createSend({ dispatcher, baseUrl, failures: platform.failures, signal, now }) };
}

/** A segment to publish, a root unless it is told what it replies to. */
export function segmentOf(connected: Connected, facts: Partial<SegmentToPublish> = {}): SegmentToPublish {
  const id = `seg_${crypto.randomUUID()}`;
  return {
    id,
    round: 1,
    position: 0,
    text: 'Hello',
    options: {},
    account: connected.account,
    root: null,
    parent: null,
    ...facts,
  };
}

/** Makes a call and gives the entry that the journal has of it, with the failure where there was one. */
export async function makeCall(
  connected: Connected,
  { name, kind, request }: CallToMake,
): Promise<{ entry: JournalEntry; failure: PlatformFailure | null }> {
  const begun = { name, kind, request, startedAt: new Date(), beforeRetry: false };
  const call = connected.platform.calls[name];
  if (call === undefined) throw new Error(`the room has no call "${name}"`);
  try {
    const { result, secret = null } = await call.make(request, sessionOf(connected));
    return { entry: { ...begun, status: 'DONE', result, secret }, failure: null };
  } catch (failure) {
    if (!(failure instanceof PlatformFailure)) throw failure;
    const status = failure.happened === 'maybe' ? 'UNKNOWN' : 'REFUSED';
    return { entry: { ...begun, status, result: null, secret: null }, failure };
  }
}

/** Does what a room says until the segment is published. Throws the first failure; the journal is written in place. */
export async function walkRoom(
  connected: Connected,
  segment: SegmentToPublish,
  journal: JournalEntry[] = [],
): Promise<Published> {
  for (let step = 0; step < 20; step += 1) {
    const next = connected.platform.next(segment, journal, new Date());
    if (next.do === 'finish') return next.published;
    if (next.do === 'fail') throw new Error(next.failure.message);
    if (next.do === 'wait') continue;
    const { entry, failure } = await makeCall(connected, next.call);
    journal.push(entry);
    if (failure !== null) throw failure;
  }
  throw new Error('the room does not come to an end');
}
