// Apollo Server as its documentation sets it up, DataLoaders over Prisma's findMany.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { type FindManyContext, findManyContext, findManyResolvers } from './find-many.ts';
import { pageTypes } from './page-types.ts';
import { reportCpu } from './report-cpu.ts';

const server = new ApolloServer<FindManyContext>({ typeDefs: pageTypes, resolvers: findManyResolvers });
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: ({ req }) => findManyContext(req.headers.authorization),
});
console.log(url.replace(/\/$/, ''));
reportCpu();
