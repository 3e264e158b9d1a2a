import type { MediaView } from '../src/queries/media-view.ts';
import { builder } from './builder.ts';
import { MediaKindEnum } from './enums.ts';

export const Media = builder.node(builder.objectRef<MediaView>('Media'), {
  description: 'A file of the workspace’s library, as its bytes show it to be.',
  id: { resolve: (medium) => medium.id },
  loadWithoutCache: (id, context) => context.loaders.media.load(id),
  fields: (t) => ({
    kind: t.expose('kind', { type: MediaKindEnum, description: 'What it is.' }),
    url: t.field({
      type: 'URL',
      description: 'Where it can be opened. The address cannot be guessed, needs no key and stays good.',
      resolve: (medium, _args, { media }) => media.links.url(medium),
    }),
    thumbnailUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Where a small picture of it can be opened; null where there is none.',
      resolve: (medium, _args, { media }) => (hasThumbnail(medium) ? media.links.url(medium, 'thumbnail') : null),
    }),
    filename: t.exposeString('filename', { description: 'Its name, with the extension that fits what it is.' }),
    mimeType: t.exposeString('mimeType', { description: 'Its type, such as "image/jpeg".' }),
    bytes: t.exposeFloat('bytes', { description: 'Its size: a whole number.' }),
    width: t.exposeInt('width', { nullable: true, description: 'Its width in pixels.' }),
    height: t.exposeInt('height', { nullable: true, description: 'Its height in pixels.' }),
    durationMs: t.exposeInt('durationMs', { nullable: true, description: 'How long it plays, in milliseconds.' }),
    altText: t.exposeString('altText', {
      nullable: true,
      description: 'What it shows, in words. In a post: as the post has it, else as the library has it.',
    }),
    inUse: t.boolean({
      description: 'Whether a post that is not wholly posted uses it, so that it cannot be deleted.',
      resolve: async ({ id }, _args, { loaders }) => (await loaders.mediaInUse.load(id)) ?? false,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it came into the library.' }),
  }),
});

function hasThumbnail({ kind }: MediaView): boolean {
  return kind === 'IMAGE' || kind === 'GIF';
}
