import { createLimits, DAY, HOUR, MINUTE, type Rule, SECOND, type Standing } from '../limits.ts';
import {
  type Answer,
  type Incoming,
  type Network,
  type Operation,
  type PlayedNetwork,
  Refused,
  type World,
} from '../network.ts';
import { blueskyAccounts, openAccounts } from './accounts.ts';
import { look } from './look.ts';
import { shownPosts } from './posts.ts';
import { repoOperations } from './repo-operations.ts';
import { openRepos } from './repos.ts';
import { loginSchema, serverOperations } from './server-operations.ts';
import { openTokens } from './tokens.ts';
import { xrpcError } from './xrpc.ts';

/** A rate limit that is played as a fault ends after this time. */
const FAULT_RESET_MS = 5 * SECOND;

/** Points of one write, out of 5,000 an hour and 35,000 a day. */
const writeRules = (cost: number): Rule[] => [
  { points: 5000, windowMs: HOUR, cost },
  { points: 35_000, windowMs: DAY, cost },
];
const rules: Record<string, Rule[]> = {
  'com.atproto.server.createSession': [
    { points: 30, windowMs: 5 * MINUTE },
    { points: 300, windowMs: DAY },
  ],
  'com.atproto.repo.createRecord': writeRules(3),
  'com.atproto.repo.putRecord': writeRules(2),
  'com.atproto.repo.deleteRecord': writeRules(1),
};
// The real one counts by address; here every caller shares one, so it counts by account.
const everyCall: Rule[] = [{ points: 3000, windowMs: 5 * MINUTE }];

/** Bluesky: a PDS with its accounts, and the app that shows them. */
export const bluesky: Network = {
  channel: 'bluesky',
  look,
  logins: blueskyAccounts.map(({ identifier, password }) => ({ name: identifier, secret: password })),
  apiPaths: ['/xrpc'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world);
  const tokens = openTokens(world);
  const repos = openRepos(world);
  const limits = createLimits(world.now);
  const posts = () => shownPosts(repos, accounts);
  const countPosts = (did: string) => repos.list(did, 'app.bsky.feed.post').length;
  const operations = [
    ...repoOperations({ world, accounts, tokens, repos }),
    ...serverOperations({ world, accounts, tokens, countPosts }),
  ];
  const callerNames = (incoming: Incoming): string[] => {
    const login = loginIdentifier(incoming);
    const did = tokens.claimed(incoming.headers.get('authorization')) ?? accounts.find(login ?? '')?.did;
    const account = did === undefined ? undefined : accounts.find(did);
    return [...(account === undefined ? [] : [account.did, account.handle]), ...(login === null ? [] : [login])];
  };
  return {
    operations,
    callerNames,
    admit: (operation, incoming) => {
      const standing = limits.take(
        `${callerNames(incoming)[0]} ${ruleName(operation)}`,
        rules[operation.name] ?? everyCall,
      );
      if (standing.exceeded) throw new Refused(rateLimited(standing, world.now()));
      return rateHeaders(standing);
    },
    faults: {
      server_error: () => xrpcError('UpstreamFailure', 'Upstream Failure'),
      rate_limited: () =>
        rateLimited(
          {
            rule: { points: 5000, windowMs: HOUR },
            remaining: 0,
            resetAt: new Date(world.now().getTime() + FAULT_RESET_MS),
          },
          world.now(),
        ),
      token_expired: (incoming) => {
        if (loginIdentifier(incoming) !== null) return wrongPassword();
        tokens.expire(incoming.headers.get('authorization'));
        return xrpcError('ExpiredToken', 'Token has expired');
      },
      token_revoked: (incoming) => {
        if (loginIdentifier(incoming) !== null) return wrongPassword();
        tokens.revokeAll(tokens.claimed(incoming.headers.get('authorization')) ?? '');
        return xrpcError('ExpiredToken', 'Token has been revoked');
      },
      media_rejected: () =>
        xrpcError(
          'InvalidMimeType',
          'Referenced Mimetype does not match stored blob. Expected: text/html, Got: image/jpeg',
        ),
    },
    tooLarge: () => xrpcError('PayloadTooLarge', 'request entity too large'),
    unknownRoute: (method, path) => unknownRoute(method, path, operations),
    posts,
    empty: () => repos.clear(),
    forgetFaults: () => undefined,
  };
}

const ruleName = ({ name }: Operation): string =>
  name.startsWith('com.atproto.repo.') && name in rules ? 'write' : name in rules ? name : 'any';

// What an app password that was taken back gets.
const wrongPassword = (): Answer => xrpcError('AuthenticationRequired', 'Invalid identifier or password');

function loginIdentifier(incoming: Incoming): string | null {
  if (incoming.headers.has('authorization') || !incoming.body.startsWith('{')) return null;
  try {
    return loginSchema.safeParse(JSON.parse(incoming.body)).data?.identifier ?? null;
  } catch {
    return null;
  }
}

function rateHeaders({
  rule,
  remaining,
  resetAt,
}: Pick<Standing, 'rule' | 'remaining' | 'resetAt'>): Record<string, string> {
  return {
    'ratelimit-limit': String(rule.points),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(Math.floor(resetAt.getTime() / SECOND)),
    'ratelimit-policy': `${rule.points};w=${rule.windowMs / SECOND}`,
  };
}

function rateLimited(standing: Pick<Standing, 'rule' | 'remaining' | 'resetAt'>, now: Date): Answer {
  const waitSeconds = Math.ceil((standing.resetAt.getTime() - now.getTime()) / SECOND);
  const headers = { ...rateHeaders(standing), 'retry-after': String(waitSeconds) };
  return { ...xrpcError('RateLimitExceeded', 'Rate Limit Exceeded'), headers };
}

function unknownRoute(method: string, path: string, operations: readonly Operation[]): Answer {
  const expected = operations.find((operation) => operation.path === path)?.method;
  if (expected !== undefined)
    return xrpcError('InvalidRequest', `Incorrect HTTP method (${method}) expected ${expected}`);
  return xrpcError('MethodNotImplemented', 'Method Not Implemented');
}
