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
  test('lists its boards and their sections', async () => {
    const session = sessionOf(await connect(rooms));
    const boards = await room.choices.boardId?.read(session);
    expect(boards?.map(({ label }) => label)).toEqual(['Ideas', 'Places', 'Shared with everyone']);
    const sections = await room.choices.boardSectionId?.read(session);
    expect(sections?.map(({ label }) => label)).toEqual([
      'Places – By the sea',
      'Places – In the hills',
      'Shared with everyone – Salads',
    ]);
    expect(sections?.at(-1)?.value).toBe('549755885176');
  });

  test('is connected through the login page, and by a code once', async () => {
    const redirectUri = 'http://127.0.0.1:4000/callback';
    const code = await authorise(rooms, 'pinterest', { account: 'dora', redirectUri });
    const finish = () =>
      room.connecting.authorization?.finish({ code, redirectUri, codeVerifier: '' }, lineTo(rooms, 'pinterest'));
    const [profile] = (await finish()) ?? [];
    expect(profile).toMatchObject({ username: 'dora', server: null, expireAt: null });
    await expect(finish()).rejects.toMatchObject({ kind: 'auth_revoked' });
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
