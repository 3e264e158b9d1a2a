import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { optionField } from '../../src/domain/post-draft.ts';
import { channelOf, networkNamed, platformOf, platforms, publishingRooms } from '../../src/platforms/index.ts';

const networks = [
  'x',
  'linkedin',
  'linkedin_page',
  'facebook',
  'instagram',
  'threads',
  'tiktok',
  'youtube',
  'pinterest',
  'google_business',
  'snapchat',
  'bluesky',
  'mastodon',
];
const furniture = ['index', 'profile', 'credentials', 'connecting', 'next', 'calls', 'failures', 'lost', 'remove'];

/** LinkedIn's members and pages share a room. */
const folderOf = (network: string) => (network === 'linkedin_page' ? 'linkedin' : network);

test.for([...publishingRooms.keys()])('%s has the same furniture as every room that publishes', (network) => {
  const missing = furniture.filter((name) => !existsSync(`src/platforms/${folderOf(network)}/${name}.ts`));
  expect(missing).toEqual([]);
});

test.for([...publishingRooms])('%s: every commit that it can make has a way to be settled', ([, room]) => {
  for (const [commit, ways] of Object.entries(room.lost)) {
    expect(room.calls).toHaveProperty(commit);
    expect(ways.length).toBeGreaterThan(0);
  }
});

test('there are thirteen channels', () => {
  expect([...platforms.keys()]).toEqual(networks);
});

test.for(networks)('%s has a room with limits, abilities and options', (network) => {
  const files = ['index', 'profile', 'options'].map((name) => `src/platforms/${folderOf(network)}/${name}.ts`);
  const missing = files.filter((file) => !existsSync(file));
  expect(missing).toEqual([]);
  expect(platformOf(network)).toMatchObject({ profile: { network }, options: { required: expect.any(Array) } });
});

test.for([...platforms])('%s: what is required is among its options', ([, { options }]) => {
  const fields = Object.keys(options?.schema.shape ?? {});
  expect(fields).toEqual(expect.arrayContaining((options?.required ?? []).map(({ option }) => option)));
  expect(options?.schema.safeParse(Object.fromEntries(fields.map((field) => [field, null]))).success).toBe(true);
});

test.for([...platforms])('%s: its limits and abilities agree with each other', ([, { profile }]) => {
  const { types, media, textLimits, replies, maxContainers, altText, maxAltText } = profile;
  expect(media.every(({ type }) => types.includes(type))).toBe(true);
  expect(types.every((type) => media.some((rule) => rule.type === type))).toBe(true);
  const kinds = media.map(({ type, kind }) => `${type} ${kind}`);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(textLimits.flatMap((limit) => limit.types ?? []).every((type) => types.includes(type))).toBe(true);
  expect(maxContainers).toBe(replies === 'NONE' ? 1 : 25);
  expect(altText || maxAltText === null).toBe(true);
});

test('no two networks share a name or an alias', () => {
  const names = [...platforms.values()].flatMap(({ profile }) => [profile.network, ...profile.aliases]);
  expect(new Set(names).size).toBe(names.length);
  expect(names.map((name) => name.toLowerCase())).toEqual(names);
});

test('networks are found by name and alias, however they are written', () => {
  expect(networkNamed('bluesky')).toBe('bluesky');
  expect(networkNamed('twitter')).toBe('x');
  expect(networkNamed('IG')).toBe('instagram');
  expect(networkNamed(' @BSky ')).toBe('bluesky');
  expect(networkNamed('myspace')).toBeNull();
  expect(networkNamed('constructor')).toBeNull();
});

test('channels are the networks’ names in capitals, fields in camel case', () => {
  expect(channelOf('linkedin_page')).toBe('LINKEDIN_PAGE');
  expect(optionField('google_business')).toBe('googleBusiness');
});

test('a network that is not there is a fault of the program', () => {
  expect(() => platformOf('myspace')).toThrow('myspace');
});
