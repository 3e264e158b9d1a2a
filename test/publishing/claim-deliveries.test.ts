import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultPublishing } from '../../src/config.ts';
import { newId } from '../../src/domain/ids.ts';
import { DeliveryNotHeld, moveDeliveries } from '../../src/events/move-deliveries.ts';
import { claimDeliveries } from '../../src/publishing/claim-deliveries.ts';
import { inClaim } from '../../src/publishing/in-claim.ts';
import { recordWait } from '../../src/publishing/record.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { made } from '../support/posts.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp({ roles: ['api', 'sandbox'] });
});
afterEach(() => app[Symbol.asyncDispose]());

const deps = () => ({ database: app.database, settings: defaultPublishing });
const claim = (limit: number, holder = 'worker') => claimDeliveries(deps(), { holder, limit });
const publish = (content: string, accounts = ['mastodon']) =>
  made(app, 'createPost', { accounts, content, publish: true });

describe('claiming deliveries', () => {
  it('gives no delivery to two workers, and no account two deliveries at once', async () => {
    for (let index = 0; index < 5; index += 1) await publish(`post ${index}`, ['bluesky', 'mastodon']);
    const claims = (await Promise.all(['a', 'b', 'c', 'd'].map((holder) => claim(10, holder)))).flat();
    const accounts = await app.database.delivery.findMany({
      where: { id: { in: claims.map(({ deliveryId }) => deliveryId) } },
      select: { accountId: true },
    });
    expect(claims).toHaveLength(2);
    expect(new Set(accounts.map(({ accountId }) => accountId)).size).toBe(2);
    expect(await claim(10)).toEqual([]);
  });

  it('takes the one that has been due longest first', async () => {
    const first = await publish('first');
    await publish('second');
    expect(await claim(1)).toMatchObject([{ postId: first.id }]);
  });

  it('frees the account for the next one when a delivery waits, and goes on with the same attempt later', async () => {
    const first = await publish('first');
    const second = await publish('second');
    const [held] = await claim(1);
    if (!held) throw new Error('Nothing was claimed.');
    await inClaim(deps(), held, (tx) => recordWait(tx, held, new Date(Date.now() + 60_000)));
    expect(await claim(5)).toMatchObject([{ postId: second.id }]);
    expect(first.id).toBe(held.postId);
  });

  it('finds out what became of a commit that the network took, though the cap of its account is used up', async () => {
    await publish('taken');
    const [held] = await claim(1);
    if (!held) throw new Error('Nothing was claimed.');
    const { deliveryId, attemptId } = held;
    const { id: segmentId } = await app.database.segment.findFirstOrThrow({ where: { deliveryId } });
    const now = new Date();
    const step = { id: newId('Step'), deliveryId, segmentId, attemptId, position: 1, round: 1, name: 'publish' };
    const taken = { kind: 'COMMIT', status: 'DONE', request: {}, result: {}, startedAt: now, deadlineAt: now };
    await app.database.step.create({ data: { ...step, ...taken } });
    await app.database.account.updateMany({ data: { publishAllowedAt: new Date(now.getTime() + 3_600_000) } });
    const retry = { to: 'PENDING', error: null, dueAt: new Date(now.getTime() - 1), fence: held.fence } as const;
    await app.database.$transaction((tx) => moveDeliveries(tx, [{ ...retry, postId: held.postId, deliveryId }]));
    expect(await claim(5)).toMatchObject([{ deliveryId }]);
  });

  it('begins nothing on an account whose cap is used up, and goes on with what is under way', async () => {
    const begun = await publish('begun');
    const [held] = await claim(1);
    if (!held) throw new Error('Nothing was claimed.');
    const fresh = await publish('fresh');
    await inClaim(deps(), held, (tx) => recordWait(tx, held, new Date(Date.now() - 1)));
    const hour = new Date(Date.now() + 3_600_000);
    await app.database.account.updateMany({ data: { publishAllowedAt: hour } });
    const again = await claim(5);
    expect(again).toMatchObject([{ postId: begun.id }]);
    for (const one of again) await inClaim(deps(), one, (tx) => recordWait(tx, one, new Date(Date.now() + 7_200_000)));
    expect(await claim(5)).toEqual([]);
    await app.advance(3_600_001);
    expect(await claim(5)).toMatchObject([{ postId: fresh.id }]);
  });

  it('takes over when a lease has run out, and lets the frozen worker write nothing', async () => {
    await publish('frozen');
    const [frozen] = await claim(1, 'frozen');
    if (!frozen) throw new Error('Nothing was claimed.');
    expect(await claim(1, 'other')).toEqual([]);
    await app.advance(defaultPublishing.leaseMs + 1);
    const [taken] = await claim(1, 'other');
    expect(taken).toMatchObject({ deliveryId: frozen.deliveryId, fence: frozen.fence + 1 });
    const write = inClaim(deps(), frozen, async (tx) =>
      tx.post.update({ where: { id: frozen.postId }, data: { version: 99 } }),
    );
    await expect(write).rejects.toThrow(DeliveryNotHeld);
    const attempts = await app.database.attempt.findMany({
      where: { deliveryId: frozen.deliveryId },
      orderBy: { startedAt: 'asc' },
    });
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['ABANDONED', 'RUNNING']);
  });

  it('tells subscribers of a delivery that begins, and not of one that is taken over', async () => {
    const post = await publish('told');
    await claim(1);
    await app.advance(defaultPublishing.leaseMs + 1);
    await claim(1);
    const events = await app.database.event.findMany({ where: { postId: post.id }, orderBy: { seq: 'asc' } });
    expect(events.map(({ status, deliveryStatus }) => [status, deliveryStatus])).toEqual([
      ['PUBLISHING', null],
      ['PUBLISHING', 'PUBLISHING'],
    ]);
  });
});
