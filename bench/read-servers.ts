import { existsSync } from 'node:fs';
import type { ServerToMeasure } from './measured-server.ts';
import { pageDocument } from './page.ts';
import { pageOfTables } from './page-of-tables.ts';
import { posternCommand } from './postern-command.ts';

/** What is measured beside Postern has dependencies of its own. */
export function requirePeers(): void {
  if (existsSync('bench/peers/node_modules/postgraphile')) return;
  throw new Error('Install what Postern is measured against first: npm ci --prefix bench/peers --ignore-scripts');
}

/** Postern and what it is measured against. */
export function readServers(databaseUrl: string): ServerToMeasure[] {
  const peer = (name: string, file: string) => ({
    name,
    command: [`bench/peers/${file}.ts`, databaseUrl],
    path: '/graphql',
    body: { query: pageDocument },
  });
  return [
    posternServer(databaseUrl),
    peer('floor', 'floor'),
    peer('mercurius', 'mercurius'),
    { ...peer('postgraphile', 'postgraphile'), body: { query: pageOfTables } },
    peer('yoga, findMany', 'yoga'),
    { ...peer('apollo, findMany', 'apollo'), path: '/' },
  ];
}

/** Postern on a database, asked for the page. */
export function posternServer(databaseUrl: string, name = 'postern'): ServerToMeasure {
  return { name, command: posternCommand(databaseUrl), path: '/graphql', body: { query: pageDocument } };
}
