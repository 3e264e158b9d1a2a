import { encodeEventCursor } from '../src/domain/event-cursor.ts';
import { countPosts } from '../src/queries/count-posts.ts';
import { pageOfPosts } from '../src/queries/page-of-posts.ts';
import { pageRequest } from '../src/queries/page-request.ts';
import { decodePostCursor } from '../src/queries/post-cursor.ts';
import { builder } from './builder.ts';
import { PostFilterInput, PostOrderEnum, postFilter } from './post-filter.ts';
import { postParts } from './post-parts.ts';
import { Post } from './refs.ts';

builder.queryFields((t) => ({
  post: t.field({
    type: Post,
    nullable: true,
    description: 'A post by its id. Null for an unknown one and for another workspace’s.',
    args: { id: t.arg.id({ required: true, description: 'The post’s id.' }) },
    resolve: (_root, { id }, context) => context.loaders.post.load(id),
  }),
  posts: t.connection(
    {
      type: Post,
      description: 'The posts that pass a filter, newest first unless asked otherwise.',
      args: {
        filter: t.arg({ type: PostFilterInput, description: 'Which posts. Null: all of them.' }),
        orderBy: t.arg({
          type: PostOrderEnum,
          defaultValue: 'CREATED_DESC',
          description: 'In which order. A cursor belongs to the order that it was read in.',
        }),
      },
      // biome-ignore lint/complexity/useMaxParams: GraphQL calls it so.
      resolve: async (_root, args, context, info) => {
        const { maxPageSize } = context.limits;
        const order = args.orderBy ?? 'CREATED_DESC';
        const filter = postFilter(args.filter);
        const request = pageRequest(args, { maxPageSize, decode: (cursor) => decodePostCursor(order, cursor) });
        const page = await pageOfPosts(context, { ...request, order, filter, parts: postParts(info) });
        const startCursor = page.edges[0]?.cursor ?? null;
        const endCursor = page.edges.at(-1)?.cursor ?? null;
        const { hasNextPage, hasPreviousPage } = page;
        return { ...page, filter, pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor } };
      },
    },
    {
      name: 'PostConnection',
      description: 'A page of posts.',
      fields: (field) => ({
        totalCount: field.int({
          description: 'How many posts pass the filter, on all pages. Counted only when it is asked for.',
          resolve: ({ filter }, _args, context) => countPosts(context, filter),
        }),
        eventCursor: field.string({
          description: 'No later than this page: pass it as `after` to postStatusChanged to miss nothing since.',
          resolve: ({ eventSeq }) => encodeEventCursor(eventSeq),
        }),
      }),
    },
    { name: 'PostEdge', description: 'A post and its place in the list.' },
  ),
}));
