import { createLimits, HOUR, MINUTE, type Rule, SECOND, type Standing } from '../limits.ts';
import { type Answer, type Incoming, type Network, type PlayedNetwork, Refused, type World } from '../network.ts';
import { mastodonAccounts, openAccounts } from './accounts.ts';
import { apiError } from './api.ts';
import { createAuthenticate } from './authenticate.ts';
import { createEntities } from './entities.ts';
import { instanceOperations } from './instance-operations.ts';
import { look } from './look.ts';
import { shownPosts } from './posts.ts';
import { statusOperations } from './status-operations.ts';
import { openStatuses } from './statuses.ts';

/** A rate limit that is played as a fault ends after this time. */
const FAULT_RESET_MS = 5 * SECOND;

const everyCall: Rule = { points: 300, windowMs: 5 * MINUTE };
const rules: Record<string, Rule> = {
  'POST /api/v1/statuses': { points: 300, windowMs: 3 * HOUR },
  'DELETE /api/v1/statuses/:id': { points: 30, windowMs: 30 * MINUTE },
};

/** Mastodon: one instance, and the pages that show it. */
export const mastodon: Network = {
  channel: 'mastodon',
  look,
  logins: mastodonAccounts.map(({ username, accessToken }) => ({ name: `@${username}`, secret: accessToken })),
  apiPaths: ['/api', '/oauth'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world);
  const statuses = openStatuses(world);
  const entities = createEntities({ accounts, statuses, url: world.url });
  const authenticate = createAuthenticate(accounts);
  const limits = createLimits(world.now);
  const caller = (incoming: Incoming): string => authenticate.claimed(incoming)?.username ?? 'anonymous';
  return {
    operations: [
      ...instanceOperations({ world, entities, authenticate }),
      ...statusOperations({ world, accounts, statuses, entities, authenticate }),
    ],
    callerNames: (incoming) => {
      const account = authenticate.claimed(incoming);
      return account === undefined ? [] : [account.username, `@${account.username}`, account.id];
    },
    admit: (operation, incoming) => {
      const general = limits.take(caller(incoming), [everyCall]);
      const own = rules[operation.name];
      const special = own === undefined ? general : limits.take(`${caller(incoming)} ${operation.name}`, [own]);
      const tightest = general.exceeded || general.remaining < special.remaining ? general : special;
      if (tightest.exceeded) throw new Refused(rateLimited(tightest));
      return rateHeaders(tightest);
    },
    faults: {
      server_error: () => apiError(503, 'There was a temporary problem serving your request, please try again'),
      rate_limited: () =>
        rateLimited({ rule: everyCall, remaining: 0, resetAt: new Date(world.now().getTime() + FAULT_RESET_MS) }),
      token_expired: () => apiError(401, 'The access token expired'),
      token_revoked: (incoming) => {
        authenticate.revoke(incoming);
        return apiError(401, 'The access token was revoked');
      },
      media_rejected: () => apiError(422, 'Validation failed: File content type is invalid, File is invalid'),
    },
    tooLarge: () => ({
      status: 413,
      headers: { 'content-type': 'text/html' },
      body: '<html><head><title>413 Request Entity Too Large</title></head><body><h1>413 Request Entity Too Large</h1></body></html>',
    }),
    unknownRoute: () => apiError(404, 'Not Found'),
    posts: () => shownPosts(statuses, accounts, new URL(world.url()).host),
    empty: () => statuses.clear(),
    forgetFaults: () => authenticate.forgiveAll(),
  };
}

type Told = Pick<Standing, 'rule' | 'remaining' | 'resetAt'>;

function rateHeaders({ rule, remaining, resetAt }: Told): Record<string, string> {
  return {
    'x-ratelimit-limit': String(rule.points),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': resetAt.toISOString().replace(/Z$/, '000Z'),
  };
}

function rateLimited(standing: Told): Answer {
  return { ...apiError(429, 'Too many requests'), headers: rateHeaders(standing) };
}
