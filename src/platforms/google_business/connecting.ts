import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import { googleConnecting } from '../google-connecting.ts';
import type { Line } from '../platform.ts';

const MOST_PAGES = 20;

const accountsSchema = z.object({
  accounts: z.array(z.object({ name: z.string() })).default([]),
  nextPageToken: z.string().optional(),
});

const locationSchema = z.object({
  name: z.string(),
  title: z.string(),
  storefrontAddress: z
    .object({ addressLines: z.array(z.string()).default([]), locality: z.string().optional() })
    .optional(),
  metadata: z.object({ canOperateLocalPost: z.boolean().optional() }).optional(),
});
const locationsSchema = z.object({
  locations: z.array(locationSchema).default([]),
  nextPageToken: z.string().optional(),
});

type Location = z.infer<typeof locationSchema>;
type Page = { nextPageToken?: string | undefined };

export const connecting = googleConnecting({
  settings: 'GOOGLE_BUSINESS',
  scopes: ['https://www.googleapis.com/auth/business.manage'],

  /** Every location of the login that may publish posts; one that several accounts have is taken once. */
  async read(accessToken, line) {
    const reading = { line, headers: { authorization: `Bearer ${accessToken}` } };
    const found = new Map<string, { account: string; location: Location }>();
    for (const { name: account } of await accountsOf(reading)) {
      for (const location of await locationsOf(account, reading)) {
        if (!found.has(location.name)) found.set(location.name, { account, location });
      }
    }
    const profiles = [...found.values()].filter(({ location }) => location.metadata?.canOperateLocalPost === true);
    if (profiles.length === 0) throw noLocation();
    return profiles.map(({ account, location }) => ({
      // Posts are at …/v4/accounts/{a}/locations/{l}; locations are named without their account.
      remoteId: `${account}/${location.name}`,
      username: location.title,
      nickname: [location.title, ...addressOf(location)].join(', '),
      avatarUrl: null,
    }));
  },
});

type Reading = { line: Line; headers: Record<string, string> };

/** https://developers.google.com/my-business/reference/accountmanagement/rest/v1/accounts/list */
function accountsOf({ line, headers }: Reading) {
  return allPages(async (page) => {
    const request = { method: 'GET', host: 'accounts', path: `/v1/accounts${page}`, headers } as const;
    const { accounts, nextPageToken } = await line.send(request, accountsSchema);
    return { items: accounts, nextPageToken };
  });
}

/** https://developers.google.com/my-business/reference/businessinformation/rest/v1/accounts.locations/list */
function locationsOf(account: string, { line, headers }: Reading) {
  const mask = 'readMask=name,title,storefrontAddress,metadata&pageSize=100';
  return allPages(async (page) => {
    const path = `/v1/${account}/locations?${mask}${page.replace('?', '&')}`;
    const { locations, nextPageToken } = await line.send(
      { method: 'GET', host: 'locations', path, headers },
      locationsSchema,
    );
    return { items: locations, nextPageToken };
  });
}

async function allPages<Item>(read: (page: string) => Promise<Page & { items: Item[] }>): Promise<Item[]> {
  const all: Item[] = [];
  let page = '';
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const { items, nextPageToken } = await read(page);
    all.push(...items);
    if (!nextPageToken) break;
    page = `?pageToken=${encodeURIComponent(nextPageToken)}`;
  }
  return all;
}

function addressOf({ storefrontAddress }: Location): string[] {
  const { addressLines = [], locality } = storefrontAddress ?? {};
  return [...addressLines.slice(0, 1), ...(locality === undefined ? [] : [locality])];
}

function noLocation(): PlatformFailure {
  const message = 'This login manages no business on Google that may publish posts.';
  const hint =
    'Verify the business at business.google.com, or have its owner make this login a manager; then connect it again.';
  return new PlatformFailure({ kind: 'permission', happened: 'no', message, hint });
}
