import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { MediaKind } from '../../src/domain/profile.ts';
import type { JournalEntry, MediumToPublish, PublishingRoom } from '../../src/platforms/platform.ts';
import type { RoomsAtSandbox } from '../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../support/videos.ts';
import { type Connected, segmentOf, walkRoom } from '../support/walk-room.ts';
import type { RoomCase } from './room-case.ts';

type Suite = {
  platform: PublishingRoom;
  roomCase: RoomCase;
  rooms(): RoomsAtSandbox;
  connect(): Promise<Connected>;
  arm(connected: Connected, fault: string, more: object): Promise<boolean>;
};

const side = 1_080;

/** A square of one colour: of two colours, two files. Their colours are kept whole, for some networks take no image below 10 kB. */
function square(colour: string): Promise<Buffer> {
  return sharp({ create: { width: side, height: side, channels: 3, background: colour } })
    .jpeg({ chromaSubsampling: '4:4:4' })
    .toBuffer();
}

export async function keepImage(rooms: RoomsAtSandbox, colour: string): Promise<MediumToPublish> {
  const facts = { width: side, height: side, altText: `A ${colour} square`, filename: `${colour}.jpg` };
  return rooms.keep(await square(colour), facts);
}

export async function keepVideo(rooms: RoomsAtSandbox): Promise<MediumToPublish> {
  const shape = { width: 720, height: 1_280, durationMs: 5_000 };
  const kind = { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4', altText: 'A grey film' } as const;
  return rooms.keep(Buffer.concat([await tinyMp4(shape), freeBox(100_000)]), { ...shape, ...kind });
}

/** A box of an MP4 that says nothing (ISO/IEC 14496-12, 8.1.2): some networks take no film below 75 kB. */
function freeBox(bytes: number): Buffer {
  const box = Buffer.alloc(bytes);
  box.writeUInt32BE(bytes, 0);
  box.write('free', 4, 'latin1');
  return box;
}

/** What the contract suite says of media and links, each where the channel has it. */
export function mediaSentences({ platform, roomCase, rooms, connect, arm }: Suite): void {
  const { profile } = platform;
  const ruleFor = (kind: MediaKind) => profile.media.find((rule) => rule.type === 'POST' && rule.kind === kind);
  const maxImages = ruleFor('IMAGE')?.maxCount ?? 0;
  const { mediaOptions: options = {}, upload } = roomCase;

  const shownBy = async ({ account }: Connected) => {
    const all = await rooms().sandbox.published();
    return all.filter((post) => post.channel === profile.network && post.account === account.username);
  };
  // Storage, too, calls a file by the SHA-256 of its bytes.
  const shown = ({ key, altText }: MediumToPublish) => ({
    sha256: key,
    altText: profile.altText ? said(altText) : null,
  });
  const said = (altText: string | null) => (roomCase.oneAltText ? expect.stringContaining(altText ?? '') : altText);

  describe('media', () => {
    test.runIf(maxImages > 0)('publishes an image, as it was given, with its alt text', async () => {
      const connected = await connect();
      const image = await keepImage(rooms(), 'red');
      await walkRoom(connected, segmentOf(connected, { text: 'Look', media: [image], options }));
      const expected = { ...shown(image), kind: 'image', mimeType: 'image/jpeg' };
      expect(await shownBy(connected)).toMatchObject([{ text: 'Look', media: [expected] }]);
    });

    test.runIf(maxImages > 1)('publishes as many images as a post takes, up to four, in their order', async () => {
      const connected = await connect();
      const colours = ['red', 'green', 'blue', 'white'].slice(0, maxImages);
      const media = await Promise.all(colours.map((colour) => keepImage(rooms(), colour)));
      await walkRoom(connected, segmentOf(connected, { media, options }));
      expect(await shownBy(connected)).toMatchObject([{ media: media.map(shown) }]);
    });

    test.runIf(ruleFor('VIDEO'))('publishes a video, and goes on the same way from every point of it', async () => {
      const connected = await connect();
      const video = await keepVideo(rooms());
      const segment = segmentOf(connected, { media: [video], options });
      const journal: JournalEntry[] = [];
      await walkRoom(connected, segment, journal);
      const { sha256 } = shown(video);
      expect(await shownBy(connected)).toMatchObject([{ media: [{ sha256, kind: 'video', mimeType: 'video/mp4' }] }]);
      for (const [index, { name, startedAt }] of journal.entries()) {
        const next = platform.next(segment, journal.slice(0, index), startedAt);
        expect(next).toMatchObject({ do: 'call', call: { name } });
        const copied = JSON.parse(JSON.stringify(journal.slice(0, index)), revived) as JournalEntry[];
        expect(platform.next(structuredClone(segment), copied, startedAt)).toEqual(next);
      }
    });

    test.runIf(maxImages > 0 && upload)('makes an upload again whose answer was lost', async () => {
      const connected = await connect();
      const image = await keepImage(rooms(), 'red');
      const segment = segmentOf(connected, { media: [image], options });
      const journal: JournalEntry[] = [];
      expect(await arm(connected, 'drop_after_accept', { operation: upload })).toBe(true);
      await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
      expect(journal.at(-1)).toMatchObject({ kind: 'prepare', status: 'UNKNOWN' });
      await walkRoom(connected, segment, journal);
      expect(await shownBy(connected)).toMatchObject([{ media: [shown(image)] }]);
    });

    test.runIf(profile.linkPreview)('makes a card of a link', async () => {
      const connected = await connect();
      const link = { url: 'https://example.com/a', title: null, description: null, thumbnailUrl: null };
      await walkRoom(connected, segmentOf(connected, { text: 'Read this', link }));
      expect(await shownBy(connected)).toMatchObject([{ text: 'Read this', card: { url: link.url } }]);
    });
  });
}

/** A journal read back from JSON has its times again. */
export function revived(name: string, value: unknown): unknown {
  return name === 'startedAt' ? new Date(String(value)) : value;
}
