import { type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';

/** A time to start from; whole, so that headers in seconds are easy to read. */
const START = new Date('2026-05-04T10:00:00.000Z');

/** An answer that a test looks into: a wrong guess of its shape fails the expectation, not the compiler. */
type Answer = string & { readonly [field in Field]: Answer } & Lists;
type Field =
  | ('accessJwt' | 'refreshJwt' | 'did' | 'didDoc' | 'service' | 'error' | 'message' | 'validationStatus')
  | ('uri' | 'cid' | 'commit' | 'cursor' | 'value' | 'text' | '$type')
  | (
      | 'id'
      | 'account'
      | 'content'
      | 'language'
      | 'url'
      | 'configuration'
      | 'statuses'
      | 'media_attachments'
      | 'replies_count'
    )
  | ('blob' | 'ref' | '$link' | 'token' | 'jobId' | 'jobStatus' | 'state')
  | ('armed' | 'problems' | 'times');
type Lists = {
  readonly records: readonly { readonly value: { readonly text: string } }[];
  readonly channels: readonly { readonly channel: string; readonly operations: object[]; readonly faults: string[] }[];
};
type Sent = { json?: unknown; text?: string; form?: FormData; bytes?: Uint8Array; headers?: Record<string, string> };

/** Starts a sandbox on a free port, with a clock that the test moves. */
export async function openSandbox(options: Partial<SandboxOptions> = {}) {
  let now = START.getTime();
  const sandbox = await startSandbox({
    host: '127.0.0.1',
    port: 0,
    file: null,
    latencyMs: 0,
    slowMs: 0,
    now: () => new Date(now),
    ...options,
  });
  const call = async (route: string, { json, text, form, bytes, headers = {} }: Sent = {}) => {
    const [method = 'GET', path = ''] = route.split(' ');
    const file = bytes === undefined ? undefined : new Uint8Array(bytes);
    const body = json === undefined ? (form ?? file ?? text) : JSON.stringify(json);
    const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(sandbox.url + path, {
      method,
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const received = await answer.text();
    return { status: answer.status, headers: answer.headers, text: received, body: parse(received) };
  };
  return {
    url: sandbox.url,
    call,
    published: async () => (await call('GET /_published')).body as unknown as Published[],
    fault: (fault: object) => call('POST /_faults', { json: fault }),
    pass: (ms: number) => {
      now += ms;
    },
    now: () => new Date(now),
    [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose](),
  };
}

export type Opened = Awaited<ReturnType<typeof openSandbox>>;
type Published = {
  channel: string;
  account: string;
  id: string;
  url: string;
  text: string;
  inReplyTo: string | null;
  at: string;
};

function parse(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return '' as Answer;
  }
}

let lastKey = 0;
const letters = '234567abcdefghijklmnopqrstuvwxyz';

/** A record key that no other test has. */
export function newKey(): string {
  lastKey += 1;
  const tail = [...lastKey.toString(32)].map((digit) => letters[Number.parseInt(digit, 32)]).join('');
  return `3lbhs2m6w2${tail.padStart(3, '2')}`;
}

/** Speaks to a sandbox as one bluesky account that is logged in. */
export async function openBluesky(sandbox: Opened, name: string) {
  const xrpc = (method: 'GET' | 'POST', nsid: string, sent: Sent = {}) =>
    sandbox.call(`${method} /bluesky/xrpc/${nsid}`, sent);
  const login = () => {
    const json = { identifier: `${name}.sandbox.test`, password: `app-password-${name}` };
    return xrpc('POST', 'com.atproto.server.createSession', { json });
  };
  const session = (await login()).body;
  const headers = { authorization: `Bearer ${session.accessJwt}` };
  const post = (record: object) => ({
    $type: 'app.bsky.feed.post',
    text: 'Hello',
    createdAt: START.toISOString(),
    ...record,
  });
  const body = (record: object, rkey = newKey()) => ({
    repo: session.did,
    collection: 'app.bsky.feed.post',
    rkey,
    record: post(record),
  });
  return {
    session,
    did: session.did,
    headers,
    xrpc,
    login,
    body,
    put: (record: object, more: object = {}) =>
      xrpc('POST', 'com.atproto.repo.putRecord', { json: { ...body(record), ...more }, headers }),
    refresh: (token: string) =>
      xrpc('POST', 'com.atproto.server.refreshSession', { headers: { authorization: `Bearer ${token}` } }),
    getSession: (token: string = session.accessJwt) =>
      xrpc('GET', 'com.atproto.server.getSession', { headers: { authorization: `Bearer ${token}` } }),
  };
}

/** Speaks to a sandbox as one mastodon account. */
export function openMastodon(sandbox: Opened, name: string) {
  const authorization = `Bearer sandbox-token-${name}`;
  const api = (route: string, { headers = {}, ...sent }: Sent = {}) => {
    const [method, path] = route.split(' ');
    return sandbox.call(`${method} /mastodon${path}`, { ...sent, headers: { authorization, ...headers } });
  };
  return {
    api,
    post: (json: object, key?: string) =>
      api('POST /api/v1/statuses', { json, headers: key === undefined ? {} : { 'idempotency-key': key } }),
  };
}
