import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '../src/domain/json.ts';
import { optionField } from '../src/domain/post-draft.ts';
import type { Profile } from '../src/domain/profile.ts';
import { publishingRooms } from '../src/platforms/index.ts';
import { cases } from '../test/platforms/cases.ts';
import { ask, eachOf } from './gateway.ts';
import type { Random } from './random.ts';
import type { Library } from './upload-library.ts';

type Account = { id: string; profile: Profile };

/** What every post needs on a channel, beside its text and media. */
const needed: Readonly<Record<string, (text: string) => JsonObject>> = {
  // The board that everyone shares in the sandbox.
  pinterest: () => ({ boardId: '549755885175' }),
  tiktok: () => ({ privacyLevel: 'PUBLIC_TO_EVERYONE' }),
  youtube: (title) => ({ title }),
};

type Kind = { takenBy(profile: Profile): boolean; write(text: string, library: Library): JsonObject };

const takes = (kind: string) => (profile: Profile) =>
  profile.media.some((rule) => rule.type === 'POST' && rule.kind === kind && rule.maxCount > 0);

const kinds: readonly Kind[] = [
  { takenBy: ({ textOnly }) => textOnly, write: (content) => ({ content }) },
  { takenBy: takes('IMAGE'), write: (content, { image }) => ({ content, media: [{ id: image }] }) },
  { takenBy: takes('VIDEO'), write: (content, { film }) => ({ content, media: [{ id: film }] }) },
  {
    takenBy: ({ textOnly, replies }) => textOnly && replies !== 'NONE',
    write: (text) => ({ containers: ['one', 'two', 'three'].map((count) => ({ content: `${text} ${count}` })) }),
  },
];

/** Connects so many accounts on every network that is played. */
export async function connectAccounts(
  { apiUrl, sandboxUrl }: { apiUrl: string; sandboxUrl: string },
  count: number,
): Promise<Account[]> {
  const accounts: Account[] = [];
  const names = Array.from({ length: count }, (_, index) => `chaos${index}`);
  const logins = cases.flatMap((roomCase) => names.map((name) => ({ roomCase, name })));
  await eachOf(logins, 8, async ({ roomCase: { network, login }, name }) => {
    const profile = publishingRooms.get(network)?.profile;
    if (profile === undefined) return;
    const { connectAccount } = await ask<{ connectAccount: Connected }>(apiUrl, {
      query:
        'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { accounts { id } userErrors { message } } }',
      variables: { input: { [optionField(network)]: login(sandboxUrl, name).input } },
    });
    const [account] = connectAccount.accounts;
    if (account === undefined) throw new Error(`${network}: ${connectAccount.userErrors[0]?.message}`);
    accounts.push({ id: account.id, profile });
  });
  return accounts.sort((a, b) => a.id.localeCompare(b.id));
}

type Connected = { accounts: { id: string }[]; userErrors: { message: string }[] };

/** The input of a post that no other is like, to 3 to 5 accounts. */
export function writePost(
  random: Random,
  text: string,
  { accounts, library }: { accounts: readonly Account[]; library: Library },
): JsonObject {
  const kind = random.pick(kinds);
  const able = accounts.filter(({ profile }) => kind.takenBy(profile));
  const chosen = random.some(able, Math.floor(random.between(3, 6)));
  const networks = new Set(chosen.map(({ profile }) => profile.network));
  const options = [...networks].map((network) => [optionField(network), needed[network]?.(text) ?? {}]);
  return {
    ...kind.write(text, library),
    accounts: chosen.map(({ id }) => id),
    options: Object.fromEntries(options),
    idempotencyKey: text,
  };
}

const creation = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { userErrors { path message } } }';

/** No connection, or the API says that it cannot serve now. */
function orUnserved(error: Error): null {
  const errors = (error.cause ?? []) as { extensions?: { code?: string } }[];
  const codes = Array.isArray(errors) ? errors.map(({ extensions }) => extensions?.code) : [];
  const unserved = codes.length > 0 && codes.every((code) => code === 'SERVICE_UNAVAILABLE');
  if (error instanceof TypeError || unserved) return null;
  throw error;
}

/** Creates a post whatever happens to the database meanwhile: the same call is made until it is served. Gives how often. */
export async function createPost(apiUrl: string, input: JsonObject): Promise<number> {
  for (let calls = 1; ; calls += 1) {
    const answer = await ask<{ createPost: { userErrors: unknown[] } }>(apiUrl, {
      query: creation,
      variables: { input },
    }).catch(orUnserved);
    if (answer === null) {
      await delay(200);
      continue;
    }
    const { userErrors } = answer.createPost;
    if (userErrors.length > 0) throw new Error(`A post was refused: ${JSON.stringify({ userErrors, input })}`);
    return calls;
  }
}
