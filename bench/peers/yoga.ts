// Yoga as its documentation sets it up, DataLoaders over Prisma's findMany.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSchema, createYoga } from 'graphql-yoga';
import { type FindManyContext, findManyContext, findManyResolvers } from './find-many.ts';
import { pageTypes } from './page-types.ts';
import { reportCpu } from './report-cpu.ts';

const server = createServer(
  createYoga<object, FindManyContext>({
    schema: createSchema({ typeDefs: pageTypes, resolvers: findManyResolvers }),
    context: ({ request }) => findManyContext(request.headers.get('authorization')),
  }),
);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
reportCpu();
