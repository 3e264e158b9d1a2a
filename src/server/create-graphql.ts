import { createYoga, type YogaInitialContext } from 'graphql-yoga';
import type { Context } from '../../schema/context.ts';
import { schema } from '../../schema/index.ts';
import type { Actor } from '../domain/actor.ts';
import { authenticate } from './authenticate.ts';
import { createContext } from './create-context.ts';
import { graphiqlPage } from './graphiql-page.ts';
import { maskError } from './mask-error.ts';
import type { OwnSites } from './own-sites.ts';
import type { ServerDeps } from './server-deps.ts';
import { shortDocuments } from './short-documents.ts';
import { useCappedParsing } from './use-capped-parsing.ts';
import { useCounts } from './use-counts.ts';
import { useEndingKeys } from './use-ending-keys.ts';
import { useMultipart } from './use-multipart.ts';
import { useRequiredKey } from './use-required-key.ts';
import type { KeyWatch } from './watch-keys.ts';

/** What a socket hands over: it has authenticated its operation already. */
export type FromSocket = { actor?: Actor };

/** Runs GraphQL: over HTTP by itself, over sockets through `getEnveloped`. */
export function createGraphql(deps: ServerDeps & { keys: KeyWatch }, sites: OwnSites) {
  const page = deps.config.graphiql ? graphiqlPage(deps.demoApiKey) : '';
  return createYoga<FromSocket>({
    schema,
    context: async (initial) => contextOf(deps, initial.actor ?? (await actorOf(deps, initial))),
    plugins: [useMultipart(), useCappedParsing(), useRequiredKey(), useEndingKeys(deps.keys), useCounts(deps.counts)],
    maskedErrors: { maskError: maskError(deps.log) },
    cors: (request) => {
      const origin = request.headers.get('origin');
      const allowed = origin !== null && sites.allowsOrigin(origin, request.headers.get('host'));
      return allowed ? { origin, credentials: true, methods: ['GET', 'POST'], maxAge: 600 } : false;
    },
    parserAndValidationCache: { documentCache: shortDocuments(), errorCache: shortDocuments() },
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

function actorOf(deps: ServerDeps, { request }: YogaInitialContext): Promise<Actor | null> {
  return authenticate(deps, request.headers.get('authorization'));
}

/** Without an actor nothing that reads the context is run: see useRequiredKey. */
function contextOf(deps: ServerDeps, actor: Actor | null): Context | { actor: null } {
  return actor === null ? { actor } : createContext(deps, actor);
}
