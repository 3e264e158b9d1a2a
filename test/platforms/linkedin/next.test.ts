import { describe, expect, test } from 'vitest';
import { next } from '../../../src/platforms/linkedin/next.ts';
import type { JournalEntry } from '../../../src/platforms/platform.ts';
import { answered, author, callOf, entry, inSeconds, medium, now, segment } from './support.ts';

const whole = (urn: string, bytes = 9) => ({
  urn,
  expiresAt: inSeconds(3_600).toISOString(),
  parts: [{ first: 0, last: bytes - 1 }],
});
const status = (of: string) => ({ status: of });
const image = { ...segment, media: [medium({ altText: 'A boat' })] };
const video = { ...segment, media: [medium({ kind: 'VIDEO', mimeType: 'video/mp4', bytes: 12 })] };
const pieces = {
  urn: 'urn:li:video:V',
  expiresAt: inSeconds(3_600).toISOString(),
  parts: [
    { first: 0, last: 7 },
    { first: 8, last: 11 },
  ],
};

/** An image that is up: begun and sent. */
function sent(of = image, at = now): JournalEntry[] {
  const journal: JournalEntry[] = [];
  answered(of, journal, { at, result: whole('urn:li:image:I') });
  answered(of, journal, { at, result: { etag: '' } });
  return journal;
}

describe('a post', () => {
  const post = {
    author,
    commentary: 'Hello',
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
  };

  test('is sent with all that LinkedIn asks for', () => {
    const request = { plannedAt: now.toISOString(), post };
    expect(callOf(segment)).toEqual({ name: 'create_post', kind: 'commit', request });
  });

  test('keeps the time of planning and every byte when it is sent again', () => {
    const refused = entry('create_post', { status: 'REFUSED', request: callOf(segment).request });
    expect(callOf(segment, [refused], inSeconds(60))).toEqual(callOf(segment));
  });

  test('says what the author chose', () => {
    const options = { visibility: 'CONNECTIONS', disableReshare: true };
    const chosen = { ...post, visibility: 'CONNECTIONS', isReshareDisabledByAuthor: true };
    expect(callOf({ ...segment, options }).request.post).toEqual(chosen);
    const cleared = { visibility: null, disableReshare: null, pollQuestion: '', pollOptions: null };
    expect(callOf({ ...segment, options: cleared }).request.post).toEqual(post);
  });

  test('asks with a poll, and then shows no card and no media', () => {
    const options = { pollQuestion: 'Which?', pollOptions: ['This', 'That'] };
    const link = { url: 'https://a.example', title: null, description: null, thumbnailUrl: null };
    const poll = {
      question: 'Which?',
      options: [{ text: 'This' }, { text: 'That' }],
      settings: { duration: 'THREE_DAYS' },
    };
    expect(callOf({ ...segment, options, link }).request.post).toMatchObject({ content: { poll } });
    expect(next({ ...image, options }, [], now)).toMatchObject({ do: 'fail', failure: { kind: 'unsupported' } });
  });

  test('is finished with the address that is made of its URN', () => {
    const done = entry('create_post', { result: { urn: 'urn:li:share:7' } });
    const url = 'https://www.linkedin.com/feed/update/urn:li:share:7/';
    expect(next(segment, [done], now)).toEqual({
      do: 'finish',
      published: { remoteId: 'urn:li:share:7', url, ref: null },
    });
  });
});

describe('a link', () => {
  const link = { url: 'https://a.example/b', title: 'B', description: null, thumbnailUrl: null };
  const linked = { ...segment, link };

  test('has its card read first, then its picture sent', () => {
    const journal: JournalEntry[] = [];
    expect(callOf(linked)).toEqual({ name: 'read_card', kind: 'prepare', request: link });
    answered(linked, journal, { result: { title: 'B', description: 'C', thumbnail: { key: 'key-9', bytes: 5 } } });
    const file = { id: 'thumbnail', kind: 'images', key: 'key-9', bytes: 5 };
    expect(callOf(linked, journal)).toMatchObject({ name: 'begin_upload', request: { owner: author, file } });
    answered(linked, journal, { result: whole('urn:li:image:T', 5) });
    answered(linked, journal, { result: { etag: '' } });
    answered(linked, journal, { result: status('AVAILABLE') });
    const article = { source: link.url, thumbnail: 'urn:li:image:T', title: 'B', description: 'C' };
    expect(callOf(linked, journal).request.post).toMatchObject({ content: { article } });
  });

  test('goes without what its page does not say', () => {
    const read = entry('read_card', { result: { title: 'B', description: '', thumbnail: null } });
    expect(callOf(linked, [read]).request.post).toMatchObject({
      content: { article: { source: link.url, title: 'B' } },
    });
    expect(JSON.stringify(callOf(linked, [read]))).not.toMatch(/thumbnail|description/);
  });
});

describe('media', () => {
  test('an image is begun, sent, asked about and shown with its text', () => {
    const journal = sent();
    expect(journal.map(({ name, request }) => [name, request.index ?? null])).toEqual([
      ['begin_upload', null],
      ['upload_part', 0],
    ]);
    expect(journal[1]?.request).toEqual({
      urn: 'urn:li:image:I',
      kind: 'images',
      key: 'key-1',
      index: 0,
      first: 0,
      last: 8,
    });
    answered(image, journal, { result: status('AVAILABLE') });
    expect(journal.at(-1)).toMatchObject({ kind: 'check', request: { urn: 'urn:li:image:I', kind: 'images' } });
    expect(callOf(image, journal).request.post).toMatchObject({
      content: { media: { id: 'urn:li:image:I', altText: 'A boat' } },
    });
  });

  test('several images are all up before any is asked about, and shown in their order', () => {
    const two = { ...segment, media: [medium({ altText: 'One' }), medium()] };
    const journal: JournalEntry[] = [];
    for (const urn of ['urn:li:image:A', 'urn:li:image:B']) {
      answered(two, journal, { result: whole(urn) });
      answered(two, journal, { result: { etag: '' } });
    }
    answered(two, journal, { result: status('AVAILABLE') });
    answered(two, journal, { result: status('AVAILABLE') });
    const images = [{ id: 'urn:li:image:A', altText: 'One' }, { id: 'urn:li:image:B' }];
    expect(callOf(two, journal).request.post).toMatchObject({ content: { multiImage: { images } } });
  });

  test('a video is sent in the parts that LinkedIn names, and finished with their tags', () => {
    const journal: JournalEntry[] = [];
    answered(video, journal, { result: pieces });
    answered(video, journal, { result: { etag: 'one' } });
    expect(callOf(video, journal).request).toMatchObject({ index: 1, first: 8, last: 11 });
    answered(video, journal, { result: { etag: 'two' } });
    expect(callOf(video, journal)).toMatchObject({
      name: 'finish_upload',
      request: { urn: 'urn:li:video:V', etags: ['one', 'two'] },
    });
    answered(video, journal);
    answered(video, journal, { result: status('AVAILABLE') });
    expect(callOf(video, journal).request.post).toMatchObject({ content: { media: { id: 'urn:li:video:V' } } });
  });

  test.for([
    [{}, 'plan.pdf'],
    [{ documentTitle: 'The plan' }, 'The plan'],
  ] as const)('a document with the options %o is called "%s"', ([options, title]) => {
    const pdf = medium({ kind: 'DOCUMENT', mimeType: 'application/pdf', filename: 'plan.pdf', altText: 'Text' });
    const of = { ...segment, media: [pdf], options };
    const journal: JournalEntry[] = [];
    answered(of, journal, { result: whole('urn:li:document:D') });
    answered(of, journal, { result: { etag: '' } });
    answered(of, journal, { result: status('AVAILABLE') });
    expect(callOf(of, journal).request.post).toMatchObject({ content: { media: { id: 'urn:li:document:D', title } } });
  });

  test('more time is given to more bytes', () => {
    const small = callOf(image, [
      entry('begin_upload', { request: callOf(image).request, result: whole('urn:li:image:I') }),
    ]);
    const large = { ...segment, media: [medium({ bytes: 100_000_000 })] };
    const begun = entry('begin_upload', {
      request: callOf(large).request,
      result: whole('urn:li:image:I', 100_000_000),
    });
    expect(small.timeoutMs).toBeGreaterThanOrEqual(30_000);
    expect(callOf(large, [begun]).timeoutMs).toBeGreaterThan(1_000_000);
  });
});

describe('waiting', () => {
  test('pauses grow while a file is processed, and end after half an hour', () => {
    const journal = sent();
    const pauses: number[] = [];
    let at = now;
    for (;;) {
      answered(image, journal, { at, result: status('PROCESSING') });
      const step = next(image, journal, at);
      if (step.do !== 'wait') {
        expect(step).toMatchObject({ do: 'fail', failure: { kind: 'transient' } });
        break;
      }
      pauses.push((step.until.getTime() - at.getTime()) / 1000);
      at = step.until;
    }
    expect(pauses.slice(0, 7)).toEqual([2, 4, 8, 16, 32, 60, 60]);
    expect(at.getTime() - now.getTime()).toBeLessThan(32 * 60_000);
  });

  test('a file that the login may not ask about is given some seconds', () => {
    const journal = [
      ...sent(),
      entry('check_upload', { request: { urn: 'urn:li:image:I', kind: 'images' }, result: status('UNREADABLE') }),
    ];
    expect(next(image, journal, now)).toEqual({ do: 'wait', until: inSeconds(5) });
    expect(callOf(image, journal, inSeconds(5)).name).toBe('create_post');
  });

  test('a file that cannot be processed ends the post', () => {
    const journal = sent();
    answered(image, journal, { result: status('PROCESSING_FAILED') });
    expect(next(image, journal, now)).toMatchObject({
      do: 'fail',
      failure: { kind: 'media_rejected', hint: expect.any(String) },
    });
  });
});

describe('what is begun afresh', () => {
  const retried = (journal: JournalEntry[]) => journal.map((one) => ({ ...one, beforeRetry: true }));

  test('an upload whose address is no longer good', () => {
    const journal: JournalEntry[] = [];
    answered(image, journal, { result: whole('urn:li:image:I') });
    expect(callOf(image, journal, inSeconds(3_599)).name).toBe('upload_part');
    expect(callOf(image, journal, inSeconds(3_600)).name).toBe('begin_upload');
    expect(callOf(image, sent(), inSeconds(3_600)).name).toBe('check_upload');
  });

  test.for(['REFUSED', 'UNKNOWN'] as const)('an image whose sending was %s', (how) => {
    const journal = sent().map((one) => (one.name === 'upload_part' ? { ...one, status: how } : one));
    expect(callOf(image, journal).name).toBe('begin_upload');
  });

  test('a video of which a part was refused; one that may have arrived is sent again', () => {
    const journal: JournalEntry[] = [];
    answered(video, journal, { result: pieces });
    answered(video, journal, { result: { etag: 'one' } });
    const { request } = callOf(video, journal);
    const second = (how: JournalEntry['status']) => [...journal, entry('upload_part', { request, status: how })];
    expect(callOf(video, second('UNKNOWN'))).toMatchObject({ name: 'upload_part', request: { index: 1 } });
    expect(callOf(video, second('REFUSED')).name).toBe('begin_upload');
  });

  test('after a person’s retry, a file that failed, and not one that is ready', () => {
    const failed = sent();
    answered(image, failed, { result: status('PROCESSING_FAILED') });
    expect(callOf(image, retried(failed)).name).toBe('begin_upload');
    const ready = sent();
    answered(image, ready, { result: status('AVAILABLE') });
    expect(callOf(image, retried(ready)).name).toBe('create_post');
  });

  test('after a person’s retry, the files of a post that was refused', () => {
    const journal = sent();
    answered(image, journal, { result: status('AVAILABLE') });
    const refused = entry('create_post', { status: 'REFUSED', request: callOf(image, journal).request });
    expect(callOf(image, [...journal, refused]).name).toBe('create_post');
    expect(callOf(image, retried([...journal, refused])).name).toBe('begin_upload');
  });
});

describe('a comment', () => {
  const on = (remoteId: string | null) => {
    const root = { remoteId, url: null, ref: null };
    return { ...segment, text: 'More (of it)', position: 1, root, parent: root };
  };

  test('names the post, and is not written as little text', () => {
    const comment = { actor: author, object: 'urn:li:share:7', message: { text: 'More (of it)' } };
    const request = { plannedAt: now.toISOString(), comment };
    expect(callOf(on('urn:li:share:7'))).toEqual({ name: 'create_comment', kind: 'commit', request });
  });

  test('shows an image, and neither two nor a video', () => {
    const one = { ...on('urn:li:share:7'), media: [medium()] };
    const journal = sent(one);
    answered(one, journal, { result: status('AVAILABLE') });
    expect(callOf(one, journal).request.comment).toMatchObject({ content: [{ entity: { image: 'urn:li:image:I' } }] });
    const tooMuch = { do: 'fail', failure: { kind: 'unsupported' } };
    expect(next({ ...one, media: [medium(), medium()] }, [], now)).toMatchObject(tooMuch);
    expect(next({ ...one, media: video.media }, [], now)).toMatchObject(tooMuch);
  });

  test('is finished with the address of its post that names it', () => {
    const urn = 'urn:li:comment:(urn:li:activity:8,9)';
    const published = {
      remoteId: urn,
      url: expect.stringMatching(/share:7\/\?commentUrn=urn%3Ali%3Acomment/),
      ref: null,
    };
    expect(next(on('urn:li:share:7'), [entry('create_comment', { result: { urn } })], now)).toEqual({
      do: 'finish',
      published,
    });
  });

  test('fails where nobody knows the post', () => {
    expect(next(on(null), [], now)).toMatchObject({ do: 'fail', failure: { kind: 'not_found' } });
    expect(next(on('somewhere'), [], now)).toMatchObject({ do: 'fail', failure: { kind: 'not_found' } });
  });
});
