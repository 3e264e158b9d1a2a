import type { Plugin } from 'graphql-yoga';
import type { Actor } from '../domain/actor.ts';
import { type KeyQuota, type Quota, quotaHeaders, rateLimited } from './key-quota.ts';

type Asked = { actor?: Actor | null; quota?: Quota };

/** Counts operations against their key's quota, over HTTP and over sockets, and refuses them with RATE_LIMITED beyond it. */
export function useKeyQuota(keyQuota: KeyQuota): Plugin<Asked> {
  return {
    onParse({ context, extendContext }) {
      if (!context.actor) return;
      const quota = keyQuota.take(context.actor.apiKeyId);
      extendContext({ quota });
      if (quota.exceeded) throw rateLimited(quota);
    },
    onResponse({ response, serverContext }) {
      const { quota } = serverContext as Asked;
      for (const [name, value] of quota ? quotaHeaders(quota) : []) response.headers.set(name, value);
    },
  };
}
