import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { channelOf, networkNamed, platformOf, platforms, publishingRooms } from '../../src/platforms/index.ts';

const furniture = ['index', 'profile', 'credentials', 'connecting', 'next', 'calls', 'failures', 'lost', 'remove'];

test.for([...publishingRooms.keys()])('%s has the same furniture as every room that publishes', (network) => {
  const missing = furniture.filter((name) => !existsSync(`src/platforms/${network}/${name}.ts`));
  expect(missing).toEqual([]);
});

test.for([...publishingRooms])('%s: every commit that it can make has a way to be settled', ([, room]) => {
  for (const [commit, ways] of Object.entries(room.lost)) {
    expect(room.calls).toHaveProperty(commit);
    expect(ways.length).toBeGreaterThan(0);
  }
});

test('no two networks share a name or an alias', () => {
  const names = [...platforms.values()].flatMap(({ profile }) => [profile.network, ...profile.aliases]);
  expect(new Set(names).size).toBe(names.length);
  expect(names.map((name) => name.toLowerCase())).toEqual(names);
});

test('networks are found by name and alias, however they are written', () => {
  expect(networkNamed('bluesky')).toBe('bluesky');
  expect(networkNamed(' @BSky ')).toBe('bluesky');
  expect(networkNamed('myspace')).toBeNull();
  expect(networkNamed('constructor')).toBeNull();
});

test('channels are the networks’ names in capitals', () => {
  expect(channelOf('linkedin_page')).toBe('LINKEDIN_PAGE');
});

test('a network that is not there is a fault of the program', () => {
  expect(() => platformOf('myspace')).toThrow('myspace');
});
