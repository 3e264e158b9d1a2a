import DataLoader from 'dataloader';
import { type Database, openDatabase } from '../../src/database/prisma.ts';
import { findActor } from '../../src/queries/find-actor.ts';

/** What resolvers over Prisma's findMany work with: a loader for everything that belongs to something. */
export type FindManyContext = { database: Database; workspaceId: string; loaders: ReturnType<typeof createLoaders> };

export const database = openDatabase(process.argv[2] ?? '');

export async function findManyContext(authorization: string | null | undefined): Promise<FindManyContext> {
  const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const actor = await findActor(database, { now: () => new Date() }, key);
  if (actor === null) throw new Error('The key is unknown.');
  return { database, workspaceId: actor.workspaceId, loaders: createLoaders() };
}

function createLoaders() {
  return {
    containers: manyLoader('postId', (ids) =>
      database.container.findMany({ where: { postId: { in: ids } }, orderBy: { position: 'asc' } }),
    ),
    uses: manyLoader('containerId', (ids) =>
      database.containerMedia.findMany({
        where: { containerId: { in: ids }, overrideId: null },
        orderBy: { position: 'asc' },
      }),
    ),
    media: oneLoader((ids) => database.media.findMany({ where: { id: { in: ids } } })),
    deliveries: manyLoader('postId', (ids) =>
      database.delivery.findMany({ where: { postId: { in: ids } }, orderBy: { id: 'asc' } }),
    ),
    accounts: oneLoader((ids) => database.account.findMany({ where: { id: { in: ids } } })),
  };
}

function oneLoader<Row extends { id: string }>(read: (ids: string[]) => Promise<Row[]>) {
  return new DataLoader<string, Row>(async (ids) => {
    const rows = new Map((await read([...ids])).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? new Error(`${id} is gone.`));
  });
}

function manyLoader<Key extends string, Row extends Readonly<Record<Key, string>>>(
  key: Key,
  read: (ids: string[]) => Promise<Row[]>,
) {
  return new DataLoader<string, Row[]>(async (ids) => {
    const rows = Map.groupBy(await read([...ids]), (row): string => row[key]);
    return ids.map((id) => rows.get(id) ?? []);
  });
}

type Parent = { id: string };

/** The same for every server that resolves so. */
export const findManyResolvers = {
  Query: {
    async posts(_root: unknown, { first }: { first: number }, context: FindManyContext) {
      const rows = await context.database.post.findMany({
        where: { workspaceId: context.workspaceId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: first + 1,
      });
      return { pageInfo: { hasNextPage: rows.length > first }, nodes: rows.slice(0, first) };
    },
  },
  Post: {
    containers: ({ id }: Parent, _args: unknown, { loaders }: FindManyContext) => loaders.containers.load(id),
    deliveries: ({ id }: Parent, _args: unknown, { loaders }: FindManyContext) => loaders.deliveries.load(id),
  },
  Container: {
    async media({ id }: Parent, _args: unknown, { loaders }: FindManyContext) {
      const uses = await loaders.uses.load(id);
      const media = await loaders.media.loadMany(uses.map(({ mediaId }) => mediaId));
      return media.map((medium, index) => ({
        ...medium,
        altText: uses[index]?.altText ?? (medium as { altText: string }).altText,
      }));
    },
  },
  Media: { bytes: ({ bytes }: { bytes: bigint }) => Number(bytes) },
  Delivery: {
    account: ({ accountId }: { accountId: string }, _args: unknown, { loaders }: FindManyContext) =>
      loaders.accounts.load(accountId),
  },
  Account: { network: ({ channel }: { channel: string }) => channel },
};
