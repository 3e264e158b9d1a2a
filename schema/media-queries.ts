import { countMedia } from '../src/queries/count-media.ts';
import { decodeMediaCursor } from '../src/queries/media-cursor.ts';
import { pageOfMedia } from '../src/queries/page-of-media.ts';
import { pageRequest } from '../src/queries/page-request.ts';
import { builder } from './builder.ts';
import { MediaKindEnum } from './enums.ts';
import { Media } from './media.ts';

const MediaFilter = builder.inputType('MediaFilter', {
  description: 'Which media are wanted. Null asks for nothing, an empty list matches nothing.',
  fields: (t) => ({
    kinds: t.field({ type: [MediaKindEnum], description: 'Of one of these kinds.' }),
    search: t.string({
      description:
        'With this text in the filename or the alt text, whatever its capitals. A blank text asks for nothing.',
    }),
  }),
});

builder.queryFields((t) => ({
  media: t.field({
    type: Media,
    nullable: true,
    description: 'A medium of the library by its id. Null for an unknown or deleted one and for another workspace’s.',
    args: { id: t.arg.id({ required: true, description: 'The medium’s id.' }) },
    resolve: (_root, { id }, context) => context.loaders.media.load(id),
  }),
  mediaLibrary: t.connection(
    {
      type: Media,
      description: 'The library, newest first.',
      args: { filter: t.arg({ type: MediaFilter, description: 'Which media. Null: all of them.' }) },
      resolve: async (_root, args, context) => {
        const { maxPageSize } = context.limits;
        const filter = args.filter ?? {};
        const request = pageRequest(args, { maxPageSize, decode: decodeMediaCursor });
        const page = await pageOfMedia(context, { ...request, filter });
        const startCursor = page.edges[0]?.cursor ?? null;
        const endCursor = page.edges.at(-1)?.cursor ?? null;
        const { hasNextPage, hasPreviousPage } = page;
        return { ...page, filter, pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor } };
      },
    },
    {
      name: 'MediaConnection',
      description: 'A page of media.',
      fields: (field) => ({
        totalCount: field.int({
          description: 'How many media pass the filter, on all pages. Counted only when it is asked for.',
          resolve: ({ filter }, _args, context) => countMedia(context, filter),
        }),
      }),
    },
    { name: 'MediaEdge', description: 'A medium and its place in the library.' },
  ),
}));
