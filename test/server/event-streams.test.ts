import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultSockets } from '../../src/config.ts';
import { decodeEventCursor, encodeEventCursor } from '../../src/domain/event-cursor.ts';
import { appendEvents } from '../../src/events/append-events.ts';
import { lastEventSeq } from '../../src/events/event-log.ts';
import { postMoved } from '../../src/events/post-moved.ts';
import { storePost } from '../support/fixtures.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let postId: string;
beforeAll(async () => {
  api = await startTestApi();
  ({ id: postId } = await storePost(api.database, api.workspace.workspaceId, { containers: ['x'.repeat(300_000)] }));
});
afterAll(() => api[Symbol.asyncDispose]());

async function happen(count = 1): Promise<void> {
  await happenTo(postId, api, count);
}

async function happenTo(id: string, { database, workspace, feed }: TestApi, count: number): Promise<void> {
  const moves = Array.from({ length: count }, () => postMoved(id, null, 'DRAFT'));
  await database.$transaction((tx) => appendEvents(tx, workspace.workspaceId, moves));
  feed.ring();
}

type Message = { data?: { postStatusChanged: { cursor: string } }; errors?: { extensions: Record<string, unknown> }[] };
type Stream = Disposable & { next(): Promise<Message | 'complete' | undefined> };

/** A stream that nothing is read of yet. */
async function open({ url, workspace }: TestApi, after: string, fields: string): Promise<IncomingMessage> {
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    authorization: `Bearer ${workspace.key}`,
  };
  const asked = request(`${url}/graphql`, { method: 'POST', headers });
  asked.end(JSON.stringify({ query: `subscription { postStatusChanged(after: "${after}") { ${fields} } }` }));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer;
}

/** What a stream says, an event at a time. Nothing is read of it but for that. */
async function watch(after: string, fields = 'cursor'): Promise<Stream> {
  const answer = await open(api, after, fields);
  const messages = messagesOf(answer.setEncoding('utf8'));
  return {
    next: async () => (await messages.next()).value,
    [Symbol.dispose]: () => void answer.destroy(),
  };
}

async function* messagesOf(chunks: AsyncIterable<string>): AsyncGenerator<Message | 'complete', undefined> {
  let text = '';
  for await (const chunk of chunks) {
    const blocks = `${text}${chunk}`.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event, data = ''] = /^event: (\w+)\ndata:(.*)$/s.exec(block) ?? [];
      if (event !== undefined) yield event === 'complete' ? event : (JSON.parse(data) as Message);
    }
  }
}

const seqIn = (message: unknown) => decodeEventCursor((message as Required<Message>).data.postStatusChanged.cursor);
const codeIn = (message: unknown) => (message as Required<Message>).errors[0]?.extensions.code;

describe('an event stream over HTTP', () => {
  test('gives events, and goes on after the last cursor where it is opened again', async () => {
    const start = await lastEventSeq(api.database, api.workspace.workspaceId);
    await happen();
    {
      using stream = await watch(encodeEventCursor(start));
      expect(seqIn(await stream.next())).toBe(start + 1n);
    }
    await happen(2);
    using again = await watch(encodeEventCursor(start + 1n));
    expect([seqIn(await again.next()), seqIn(await again.next())]).toEqual([start + 2n, start + 3n]);
    await happen();
    expect(seqIn(await again.next())).toBe(start + 4n);
  });

  test.each([
    ['is no cursor', () => 'nonsense', 'CURSOR_INVALID'],
    ['is of the future', () => encodeEventCursor(1_000_000n), 'CURSOR_INVALID'],
    ['is of events that are gone', () => encodeEventCursor(0n), 'CURSOR_EXPIRED'],
  ])('is refused with a code where its cursor %s', async (_what, cursor, code) => {
    await happen(2);
    await api.database.event.deleteMany({ where: { seq: 1n } });
    using stream = await watch(cursor());
    expect(codeIn(await stream.next())).toBe(code);
    expect(await stream.next()).toBe('complete');
  });

  test('of a reader that fell behind ends with a code and the cursor to go on after', async () => {
    const start = await lastEventSeq(api.database, api.workspace.workspaceId);
    using stream = await watch(encodeEventCursor(start), 'cursor post { content }');
    await happen();
    expect(seqIn(await stream.next())).toBe(start + 1n);
    // More than a kernel takes in for a reader: 32 MB and more.
    for (let burst = 0; burst < 3; burst += 1) await happen(100);
    using quick = await watch(encodeEventCursor(start + 300n));
    expect(seqIn(await quick.next())).toBe(start + 301n);
    let last = start + 1n;
    let said = await stream.next();
    for (; said !== 'complete' && said?.data; said = await stream.next()) {
      expect(seqIn(said)).toBe(last + 1n);
      last += 1n;
    }
    const cursor = encodeEventCursor(last);
    expect(said).toMatchObject({ errors: [{ extensions: { code: 'SLOW_CONSUMER', cursor } }] });
    expect(await stream.next()).toBe('complete');
  });

  test('whose reader takes nothing is ended, and counts no more', async () => {
    const sockets = { ...defaultSockets, maxPerKey: 1, pingMs: 100, silenceMs: 400 };
    await using impatient = await startTestApi({ config: { sockets } });
    const long = await storePost(impatient.database, impatient.workspace.workspaceId, {
      containers: ['x'.repeat(30_000)],
    });
    const deaf = await open(impatient, encodeEventCursor(0n), 'post { content }');
    const another = async () => {
      const answer = await open(impatient, encodeEventCursor(0n), 'cursor');
      answer.destroy();
      return answer.statusCode;
    };
    expect(await another()).toBe(429);
    for (let burst = 0; burst < 4; burst += 1) await happenTo(long.id, impatient, 100);
    await expect.poll(another, { timeout: 10_000 }).toBe(200);
    deaf.destroy();
  });
});
