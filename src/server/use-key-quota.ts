import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Actor } from '../domain/actor.ts';
import { type KeyQuota, type Quota, quotaSeconds } from './key-quota.ts';

type Asked = { actor?: Actor | null; quota?: Quota };

/** Counts operations against their key's quota, over HTTP and over sockets, and refuses them with RATE_LIMITED beyond it. */
export function useKeyQuota(keyQuota: KeyQuota, requestsPerMinute: number): Plugin<Asked> {
  return {
    onParse({ context, extendContext }) {
      if (!context.actor) return;
      const quota = keyQuota.take(context.actor.apiKeyId);
      extendContext({ quota });
      if (quota.exceeded) throw rateLimited(quota, requestsPerMinute);
    },
    onResponse({ response, serverContext }) {
      const { quota } = serverContext as Asked;
      if (!quota) return;
      // draft-ietf-httpapi-ratelimit-headers-10
      response.headers.set('ratelimit-policy', `"key";q=${requestsPerMinute};w=${quotaSeconds}`);
      response.headers.set('ratelimit', `"key";r=${quota.remaining};t=${quota.resetSeconds}`);
    },
  };
}

function rateLimited({ resetSeconds: retryAfter }: Quota, requestsPerMinute: number): GraphQLError {
  const message = `This key has sent its ${requestsPerMinute} requests of this minute. Go on in ${retryAfter} s.`;
  const http = { status: 429, headers: { 'retry-after': String(retryAfter) } };
  return new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', retryAfter, http } });
}
