import { readdirSync, readFileSync } from 'node:fs';
import type { GraphiQLOptions } from 'graphql-yoga';

const folder = new URL('../../schema/operations/', import.meta.url);
const firstTabs = ['create-and-publish.graphql', 'watch.graphql'];

/** How GraphiQL opens: a tab per example operation, with the key filled in where there is one. */
export function graphiqlOptions(apiKey: string | null): GraphiQLOptions {
  const authorization = apiKey === null ? 'Bearer <your API key>' : `Bearer ${apiKey}`;
  const headers = JSON.stringify({ authorization }, null, 2);
  const options = {
    title: 'Postern',
    defaultTabs: operationFiles().map((file) => ({ query: readFileSync(new URL(file, folder), 'utf8'), headers })),
    defaultHeaders: headers,
    shouldPersistHeaders: true,
    subscriptionsProtocol: 'WS' as const,
    // Not in the types of @graphql-yoga/render-graphiql 5.24: what its socket sends as connection_init.
    connectionParams: apiKey === null ? {} : { authorization },
  };
  return options;
}

function operationFiles(): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  return [...firstTabs, ...files.filter((file) => !firstTabs.includes(file)).sort()];
}
