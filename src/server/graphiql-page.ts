import { readFileSync } from 'node:fs';
import { getOperationAST, parse } from 'graphql';
import { type ExampleTab, seedTabs } from './seed-tabs.ts';

const folder = new URL('../../schema/operations/', import.meta.url);
const files = ['create-and-publish', 'watch', 'list', 'thread', 'draft', 'channels'];

// GraphiQL leaves its tabs a displacement that shows when one is pressed: the tab runs away from the mouse, and the click is lost.
const standStill = '<style>.graphiql-tab { transform: none !important }</style>';

/** GraphiQL, offline: a tab per example operation, with the key filled in where there is one, on the socket too. */
export async function graphiqlPage(apiKey: string | null): Promise<string> {
  // 30 MB of text, which a server that does not show it does without.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const authorization = apiKey === null ? 'Bearer <your API key>' : `Bearer ${apiKey}`;
  const headers = JSON.stringify({ authorization }, null, 2);
  const examples = files.map((file) => toTab(readFileSync(new URL(`${file}.graphql`, folder), 'utf8'), headers));
  const options = {
    title: 'Postern',
    defaultTabs: examples,
    defaultHeaders: headers,
    shouldPersistHeaders: true,
    subscriptionsProtocol: 'WS' as const,
    // Not in the types of @graphql-yoga/render-graphiql 5.24: what its socket sends as connection_init.
    connectionParams: apiKey === null ? {} : { authorization },
  };
  const seed = `<script>(${seedTabs})(${forScript(examples)})</script>`;
  return renderGraphiQL(options).replace('<div id="root"></div>', (root) => `${standStill}${root}${seed}`);
}

function toTab(query: string, headers: string): ExampleTab {
  return { title: getOperationAST(parse(query))?.name?.value ?? 'Example', query, headers };
}

function forScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
