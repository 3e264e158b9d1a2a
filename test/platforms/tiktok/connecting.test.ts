import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorise, lineTo } from '../../support/graph-rooms.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { sessionOf } from '../../support/walk-room.ts';
import { connect, room } from './at-sandbox.ts';

let rooms: RoomsAtSandbox;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

describe('an account', () => {
  test('says who may see its posts', async () => {
    const read = async (name: string) =>
      (await room.choices.privacyLevel?.read(sessionOf(await connect(rooms, name))))?.map(({ value }) => value);
    expect(await read('cleo')).toEqual(['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY']);
    expect(await read('private-cleo')).toEqual(['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY']);
  });

  test('is connected through the login page, for a year, and by a code once', async () => {
    const redirectUri = 'http://127.0.0.1:4000/callback';
    const code = await authorise(rooms, 'tiktok', { account: 'dora', redirectUri });
    const finish = () =>
      room.connecting.authorization?.finish({ code, redirectUri, codeVerifier: '' }, lineTo(rooms, 'tiktok'));
    const [profile] = (await finish()) ?? [];
    expect(profile).toMatchObject({ username: 'dora', server: null });
    const days = ((profile?.expireAt?.getTime() ?? 0) - rooms.clock.now().getTime()) / 86_400_000;
    expect(days).toBeCloseTo(365, 1);
    await expect(finish()).rejects.toMatchObject({ kind: 'auth_revoked' });
  });

  test('is not connected with a part of what is asked for', async () => {
    const redirectUri = 'http://127.0.0.1:4000/callback';
    const query = { client_key: 'sandbox-client', redirect_uri: redirectUri, state: 's', response_type: 'code' };
    const path = `/v2/auth/authorize/?${new URLSearchParams({ ...query, scope: 'user.info.basic' })}`;
    const body = new URLSearchParams({ account: 'emil', decision: 'authorise' });
    const answer = await fetch(`${rooms.sandbox.url}/tiktok${path}`, { method: 'POST', body, redirect: 'manual' });
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const finish = room.connecting.authorization?.finish(
      { code, redirectUri, codeVerifier: '' },
      lineTo(rooms, 'tiktok'),
    );
    await expect(finish).rejects.toMatchObject({ kind: 'permission', hint: expect.stringContaining('video.publish') });
  });

  test('cannot be renewed with a token that was used, or without the app’s keys', async () => {
    const connected = await connect(rooms);
    await room.connecting.renew(sessionOf(connected));
    await expect(room.connecting.renew(sessionOf(connected))).rejects.toMatchObject({ kind: 'auth_revoked' });
    const keyless = { ...sessionOf(await connect(rooms)), client: null };
    await expect(room.connecting.renew(keyless)).rejects.toMatchObject({ kind: 'auth_revoked' });
    const wrong = { ...sessionOf(await connect(rooms)), client: { id: 'sandbox-client', secret: 'wrong' } };
    await expect(room.connecting.renew(wrong)).rejects.toMatchObject({ kind: 'permission' });
  });
});
