import { firstOf } from '../first-of.ts';
import type { Answer, Incoming, Network, Operation, PlayedNetwork, World } from '../network.ts';
import { blueskyAccounts, openAccounts } from './accounts.ts';
import { openBlobs } from './blobs.ts';
import { look } from './look.ts';
import { shownPosts } from './posts.ts';
import { createRates } from './rates.ts';
import { repoOperations } from './repo-operations.ts';
import { openRepos } from './repos.ts';
import { loginSchema, serverOperations } from './server-operations.ts';
import { openTokens, type Tokens } from './tokens.ts';
import { videoOperations } from './video-operations.ts';
import { xrpcError } from './xrpc.ts';

/** Bluesky: a PDS with its accounts, and the app that shows them. */
export const bluesky: Network = {
  channel: 'bluesky',
  look,
  logins: blueskyAccounts.map(({ identifier, password }) => ({ name: identifier, secret: password })),
  demoLogin: (service) => {
    const { identifier, password } = firstOf(blueskyAccounts);
    return { service, identifier, password };
  },
  apiPaths: ['/xrpc'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world);
  const tokens = openTokens(world);
  const repos = openRepos(world);
  const blobs = openBlobs(world);
  const rates = createRates(world.now);
  const operations = [
    ...repoOperations({ world, accounts, tokens, repos, blobs }),
    ...serverOperations({ world, accounts, tokens, repos }),
    ...videoOperations({ world, blobs }),
  ];
  const callerNames = (incoming: Incoming): string[] => {
    const login = loginIdentifier(incoming);
    const account = accounts.find(tokens.claimed(bearer(incoming)) ?? login ?? '');
    return [...(account === undefined ? [] : [account.did, account.handle]), ...(login === null ? [] : [login])];
  };
  return {
    operations,
    callerNames,
    admit: (operation, incoming) => rates.admit(operation, callerNames(incoming).at(-1)?.toLowerCase()),
    faults: {
      server_error: () => xrpcError('UpstreamFailure', 'Upstream Failure'),
      rate_limited: rates.fault,
      ...tokenFaults(tokens),
      media_rejected: () =>
        xrpcError(
          'InvalidMimeType',
          'Referenced Mimetype does not match stored blob. Expected: text/html, Got: image/jpeg',
        ),
    },
    tooLarge: () => xrpcError('PayloadTooLarge', 'request entity too large'),
    unknownRoute: (method, path) => unknownRoute(method, path, operations),
    posts: () => shownPosts({ repos, accounts, blobs }),
    empty: () => repos.clear(),
    forgetFaults: () => undefined,
  };
}

/** A token stays expired or revoked; on a login the same faults mean an app password that was taken back. */
function tokenFaults(tokens: Tokens) {
  const wrongPassword = (): Answer => xrpcError('AuthenticationRequired', 'Invalid identifier or password');
  return {
    token_expired: (incoming: Incoming): Answer => {
      if (loginIdentifier(incoming) !== null) return wrongPassword();
      tokens.expire(bearer(incoming));
      return xrpcError('ExpiredToken', 'Token has expired');
    },
    token_revoked: (incoming: Incoming): Answer => {
      if (loginIdentifier(incoming) !== null) return wrongPassword();
      tokens.revokeAll(tokens.claimed(bearer(incoming)) ?? '');
      return xrpcError('ExpiredToken', 'Token has been revoked');
    },
  };
}

const bearer = (incoming: Incoming): string | null => incoming.headers.get('authorization');

function loginIdentifier(incoming: Incoming): string | null {
  if (incoming.headers.has('authorization') || !incoming.body.startsWith('{')) return null;
  try {
    return loginSchema.safeParse(JSON.parse(incoming.body)).data?.identifier ?? null;
  } catch {
    return null;
  }
}

function unknownRoute(method: string, path: string, operations: readonly Operation[]): Answer {
  const expected = operations.find((operation) => operation.path === path)?.method;
  if (expected === undefined) return xrpcError('MethodNotImplemented', 'Method Not Implemented');
  return xrpcError('InvalidRequest', `Incorrect HTTP method (${method}) expected ${expected}`);
}
