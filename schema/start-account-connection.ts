import { startAccountConnection } from '../src/actions/start-account-connection.ts';
import type { UserError as UserErrorShape } from '../src/domain/refusal.ts';
import { builder } from './builder.ts';
import { Channel } from './enums.ts';
import { orRefused } from './errors.ts';
import { UserError } from './user-error.ts';

type Payload = { authorizationUrl: string | null; userErrors: readonly UserErrorShape[] };

const StartAccountConnectionInput = builder.inputType('StartAccountConnectionInput', {
  description: 'A connection through a network’s own login page.',
  fields: (t) => ({
    channel: t.field({ type: Channel, required: true, description: 'The channel to connect accounts on.' }),
    returnTo: t.string({
      description:
        'Where the browser goes in the end, with `connected` (account ids, separated by commas) or `error` added: an address on this server, or on an origin that its operator allows in CORS_ORIGINS. Null: a page that says what came of it.',
    }),
  }),
});

const StartAccountConnectionPayload = builder.objectRef<Payload>('StartAccountConnectionPayload').implement({
  description: 'What came of startAccountConnection.',
  fields: (t) => ({
    authorizationUrl: t.expose('authorizationUrl', {
      type: 'URL',
      nullable: true,
      description:
        'The network’s login page, to open in a browser: for one person, once, within 15 minutes. Null where the call was refused.',
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Everything that is wrong, at once. Empty where the call was done.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

builder.mutationField('startAccountConnection', (t) =>
  t.field({
    type: StartAccountConnectionPayload,
    description:
      'Begins connecting accounts through the network’s own login page. Where one login opens several profiles, a person chooses among them on the way back.',
    args: { input: t.arg({ type: StartAccountConnectionInput, required: true, description: 'What to connect.' }) },
    resolve: async (_root, { input: { channel, returnTo = null } }, context) => {
      const answer = await orRefused(startAccountConnection(context, { channel, returnTo }));
      return { authorizationUrl: null, userErrors: [], ...answer };
    },
  }),
);
