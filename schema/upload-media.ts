import { uploadMedia } from '../src/actions/upload-media.ts';
import { builder } from './builder.ts';
import { mediaPayload, mediaPayloadType } from './media-payload.ts';

const UploadMediaInput = builder.inputType('UploadMediaInput', {
  description: 'A file for the library.',
  fields: (t) => ({
    file: t.field({
      type: 'File',
      required: true,
      description:
        'The file, of 20 MiB at most: a JPEG, PNG, GIF, WebP or AVIF, a video as MP4, MOV or WebM, or a PDF. Its name and type are not believed.',
    }),
    altText: t.string({ description: 'What it shows, in words.' }),
  }),
});

builder.mutationField('uploadMedia', (t) =>
  t.field({
    type: mediaPayloadType('UploadMediaPayload', 'What came of uploadMedia.'),
    description:
      'Takes a file into the library. What it says of the place where it was taken is removed. Sent as multipart/form-data with the header x-graphql-yoga-csrf. Larger files go to POST /media?filename=&altText= with the same key: the file is the body, and the answer this payload as JSON.',
    args: { input: t.arg({ type: UploadMediaInput, required: true, description: 'The file.' }) },
    resolve: (_root, { input: { file, altText = null } }, context) =>
      mediaPayload(uploadMedia(context, { file, altText })),
  }),
);
