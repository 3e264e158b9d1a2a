import { uploadMediaFromUrl } from '../src/actions/upload-media-from-url.ts';
import { builder } from './builder.ts';
import { mediaPayload, mediaPayloadType } from './media-payload.ts';

const UploadMediaFromUrlInput = builder.inputType('UploadMediaFromUrlInput', {
  description: 'A file that is fetched for the library.',
  fields: (t) => ({
    url: t.string({
      required: true,
      description: 'Where it is, over http or https, on the public internet. At most three redirects are followed.',
    }),
    altText: t.string({ description: 'What it shows, in words.' }),
  }),
});

builder.mutationField('uploadMediaFromUrl', (t) =>
  t.field({
    type: mediaPayloadType('UploadMediaFromUrlPayload', 'What came of uploadMediaFromUrl.'),
    description: 'Fetches a file and takes it into the library, as uploadMedia does.',
    args: { input: t.arg({ type: UploadMediaFromUrlInput, required: true, description: 'Where the file is.' }) },
    resolve: (_root, { input: { url, altText = null } }, context) =>
      mediaPayload(uploadMediaFromUrl(context, { url, altText })),
  }),
);
