import { updateMedia } from '../src/actions/update-media.ts';
import { builder } from './builder.ts';
import { mediaPayload, mediaPayloadType } from './media-payload.ts';

const UpdateMediaInput = builder.inputType('UpdateMediaInput', {
  description: 'What is to change of a medium. A field that is left out stays.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The medium’s id.' }),
    altText: t.string({ description: 'What it shows, in words; null takes it away.' }),
    filename: t.string({ description: 'Its name. The extension is made to fit what the file is.' }),
  }),
});

builder.mutationField('updateMedia', (t) =>
  t.field({
    type: mediaPayloadType('UpdateMediaPayload', 'What came of updateMedia.'),
    description: 'Changes how a medium is called and described.',
    args: { input: t.arg({ type: UpdateMediaInput, required: true, description: 'What is to change.' }) },
    resolve: (_root, { input }, context) => mediaPayload(updateMedia(context, input)),
  }),
);
