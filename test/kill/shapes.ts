import sharp from 'sharp';
import type { JsonObject } from '../../src/domain/json.ts';
import { optionField } from '../../src/domain/post-draft.ts';
import type { PublishingRoom } from '../../src/platforms/platform.ts';
import type { RoomCase } from '../platforms/room-case.ts';
import { type TestApp, testApiKey } from '../support/app.ts';
import { tinyMp4 } from '../support/videos.ts';

/** One kind of post on one network, published through an account of its own. */
export type Shape = {
  network: string;
  name: ShapeName;
  point: string;
  accountId: string;
  username: string;
  /** What createPost takes, with texts that no other post has. */
  input(mark: string): JsonObject;
};
const shapeNames = ['text', 'thread', 'images', 'video'] as const;
type ShapeName = (typeof shapeNames)[number];

/** Media that fit every network. */
type Library = { images: [string, string]; film: string };

/** Connects an account for every kind of post that a network takes, at each point at which its worker is killed. */
export async function shapesOf(app: TestApp, library: Library, given: Given): Promise<Shape[]> {
  const { room, roomCase, points = ['somewhere'] } = given;
  const { network } = roomCase;
  const shapes: Shape[] = [];
  for (const name of shapeNames) {
    const post = postOf(name, room, library);
    if (post === null) continue;
    const options = { [optionField(network)]: { ...roomCase.needs, ...roomCase.mediaOptions } };
    for (const [index, point] of points.entries()) {
      const { id: accountId, username } = await connect(app, roomCase, `${name}${index}`);
      const input = (mark: string) => ({ accounts: [accountId], options, ...post(`${point}, ${mark}`) });
      shapes.push({ network, name, point, accountId, username, input });
    }
  }
  return shapes;
}

type Given = { room: PublishingRoom; roomCase: RoomCase; points?: readonly string[] };
type PostOf = (mark: string) => JsonObject;

function postOf(name: ShapeName, { profile }: PublishingRoom, { images, film }: Library): PostOf | null {
  const takes = (kind: string) =>
    profile.media.find((rule) => rule.type === 'POST' && rule.kind === kind)?.maxCount ?? 0;
  const oneMedium = takes('IMAGE') > 0 ? [{ id: images[0] }] : [{ id: film }];
  const rootMedia = profile.textOnly ? [] : oneMedium;
  if (name === 'text') return profile.textOnly ? (mark) => ({ content: `a text, ${mark}` }) : null;
  if (name === 'images')
    return takes('IMAGE') > 0
      ? (mark) => ({ content: `images, ${mark}`, media: images.slice(0, takes('IMAGE')).map((id) => ({ id })) })
      : null;
  if (name === 'video')
    return takes('VIDEO') > 0 ? (mark) => ({ content: `a film, ${mark}`, media: [{ id: film }] }) : null;
  if (profile.replies === 'NONE') return null;
  return (mark) => ({
    containers: ['one', 'two', 'three'].map((count, index) => ({
      content: `${count}, ${mark}`,
      media: index === 0 ? rootMedia : [],
    })),
  });
}

type Connected = {
  connectAccount: { accounts: { id: string; username: string }[]; userErrors: { message: string }[] };
};

async function connect(app: TestApp, { network, login }: RoomCase, name: string) {
  const input = { [optionField(network)]: login(app.sandbox.url, name).input };
  const query =
    'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { accounts { id username } userErrors { message } } }';
  const { data } = await app.graphql<Connected>(query, { input });
  const [account] = data.connectAccount.accounts;
  if (account === undefined) throw new Error(`${network}: ${data.connectAccount.userErrors[0]?.message}`);
  return account;
}

/** Uploads what the posts show. */
export async function uploadLibrary(app: TestApp): Promise<Library> {
  const [first, second] = await Promise.all(
    ['red', 'green'].map((colour) => upload(app, square(colour), 'image/jpeg')),
  );
  const film = Promise.all([tinyMp4({ width: 720, height: 1_280, durationMs: 8_000 }), freeBox(100_000)]);
  const video = await upload(
    app,
    film.then((parts) => Buffer.concat(parts)),
    'video/mp4',
  );
  return { images: [first ?? '', second ?? ''], film: video };
}

function square(colour: string): Promise<Buffer> {
  return sharp({ create: { width: 1_080, height: 1_080, channels: 3, background: colour } })
    .jpeg({ chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** A box of an MP4 that says nothing (ISO/IEC 14496-12, 8.1.2): some networks take no film below 75 kB. */
function freeBox(bytes: number): Buffer {
  const box = Buffer.alloc(bytes);
  box.writeUInt32BE(bytes, 0);
  box.write('free', 4, 'latin1');
  return box;
}

async function upload(app: TestApp, bytes: Promise<Buffer>, mimeType: string): Promise<string> {
  const headers = { authorization: `Bearer ${testApiKey}`, 'content-type': mimeType };
  const address = `${app.url}/media?filename=file&altText=A+picture`;
  const answer = await fetch(address, { method: 'POST', headers, body: new Uint8Array(await bytes) });
  const { media } = (await answer.json()) as { media: { id: string } };
  return media.id;
}
