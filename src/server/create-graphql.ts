import { createYoga, type Plugin } from 'graphql-yoga';
import type { Context } from '../../schema/context.ts';
import { schema } from '../../schema/index.ts';
import type { Actor } from '../domain/actor.ts';
import { authenticate } from './authenticate.ts';
import { createContext } from './create-context.ts';
import { graphiqlPage } from './graphiql-page.ts';
import { type KeyQuota, quotaHeaderNames } from './key-quota.ts';
import { maskError, withoutSuggestions } from './mask-error.ts';
import type { OwnSites } from './own-sites.ts';
import { usePersistedOperations } from './persisted-operations.ts';
import type { ServerDeps } from './server-deps.ts';
import { useCompiledQueries } from './use-compiled-queries.ts';
import { useCounts } from './use-counts.ts';
import { useDocuments } from './use-documents.ts';
import { useEventStreams } from './use-event-streams.ts';
import { useKeyQuota } from './use-key-quota.ts';
import { useLimits } from './use-limits.ts';
import { useMultipart } from './use-multipart.ts';
import { useRequiredKey } from './use-required-key.ts';
import { useSharedEvents } from './use-shared-events.ts';
import type { KeyWatch } from './watch-keys.ts';

/** Who asks. A socket hands it over, over HTTP it is read from the request. */
type Asking = { actor?: Actor | null };

type Deps = ServerDeps & { keys: KeyWatch; keyQuota: KeyQuota };

/** Runs GraphQL: over HTTP by itself, over sockets through `getEnveloped`. */
export function createGraphql(deps: Deps, sites: OwnSites) {
  const page = deps.config.graphiql ? graphiqlPage(deps.demoApiKey) : Promise.resolve('');
  const { limits, config } = deps;
  const { introspection, persistedOperations: persisted } = config;
  const mask = maskError(deps.log);
  return createYoga<Asking>({
    schema,
    context: ({ actor = null }) => contextOf(deps, actor),
    plugins: [
      useMultipart(),
      useActor(deps),
      useKeyQuota(deps.keyQuota),
      usePersistedOperations(),
      useDocuments({ limits, persisted, suggestions: introspection }),
      useLimits({ limits, introspection }),
      useRequiredKey(),
      useEventStreams(deps.keys, config.sockets),
      useCompiledQueries(),
      useCounts(deps.counts),
      useSharedEvents(deps),
    ],
    maskedErrors: { maskError: introspection ? mask : (error) => withoutSuggestions(mask(error)) },
    cors: (request) => {
      const origin = request.headers.get('origin');
      const allowed = origin !== null && sites.allowsOrigin(origin, request.headers.get('host'));
      return allowed
        ? { origin, credentials: true, methods: ['GET', 'POST'], exposedHeaders: quotaHeaderNames, maxAge: 600 }
        : false;
    },
    parserAndValidationCache: false,
    graphiql: deps.config.graphiql,
    renderGraphiQL: () => page,
    maxRequestBodySize: false,
    batching: false,
    multipart: false,
    landingPage: false,
    logging: false,
  });
}

export type Graphql = ReturnType<typeof createGraphql>;

/** Authenticates before anything is done for a request, so that all of it counts against its key. */
function useActor(deps: ServerDeps): Plugin<object, Asking> {
  return {
    async onParams({ request, context }) {
      context.actor = await authenticate(deps, request.headers.get('authorization'));
    },
  };
}

/** Without an actor nothing that reads the context is run: see useRequiredKey. */
function contextOf(deps: ServerDeps, actor: Actor | null): Context | { actor: null } {
  return actor === null ? { actor } : createContext(deps, actor);
}
