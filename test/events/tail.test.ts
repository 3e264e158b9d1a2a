import { describe, expect, it } from 'vitest';
import type { PostEvent } from '../../src/events/post-event.ts';
import { createTail } from '../../src/events/tail.ts';

const event = (seq: bigint): PostEvent => ({
  workspaceId: 'w',
  seq,
  at: new Date(),
  postId: 'p',
  previousStatus: null,
  status: 'DRAFT',
  deliveryId: null,
  previousDeliveryStatus: null,
  deliveryStatus: null,
});

/** A log in memory, read as the table is. */
function logOf(events: PostEvent[], limit = 100) {
  return async (after: bigint) => events.filter(({ seq }) => seq > after).slice(0, limit);
}

describe('the tail of a log', () => {
  it('holds what came since it began, in order, read to the end in one refresh', async () => {
    const events = [1n, 2n, 3n, 4n, 5n].map(event);
    const tail = createTail(1n, 10, logOf(events, 2));
    await tail.refresh();
    expect(tail.after(1n, 100)?.map(({ seq }) => seq)).toEqual([2n, 3n, 4n, 5n]);
    expect(tail.after(4n, 100)?.map(({ seq }) => seq)).toEqual([5n]);
    expect(tail.after(5n, 100)).toEqual([]);
  });

  it('forgets what is older than its length, and says so', async () => {
    const tail = createTail(0n, 2, logOf([1n, 2n, 3n].map(event)));
    await tail.refresh();
    expect(tail.after(0n, 100)).toBeNull();
    expect(tail.after(1n, 100)?.map(({ seq }) => seq)).toEqual([2n, 3n]);
  });

  it('wakes who waits when it grows, and who gives up waiting', async () => {
    const events: PostEvent[] = [];
    const tail = createTail(0n, 10, logOf(events));
    const grown = tail.grown(0n, new AbortController().signal);
    const ended = new AbortController();
    const abandoned = tail.grown(0n, ended.signal);
    ended.abort();
    await abandoned;
    events.push(event(1n));
    await tail.refresh();
    await grown;
    expect(tail.after(0n, 100)).toHaveLength(1);
  });

  it('does not miss what commits while it reads', async () => {
    const events = [event(1n)];
    let reads = 0;
    const tail = createTail(0n, 10, async (after) => {
      reads += 1;
      const seen = await logOf(events)(after);
      if (reads === 1) {
        events.push(event(2n));
        void tail.refresh();
      }
      return seen;
    });
    await tail.refresh();
    expect(tail.after(0n, 100)?.map(({ seq }) => seq)).toEqual([1n, 2n]);
  });
});
