import { createApiKey } from '../src/actions/create-api-key.ts';
import { revokeApiKey } from '../src/actions/revoke-api-key.ts';
import type { UserError as UserErrorShape } from '../src/domain/refusal.ts';
import type { ApiKeyView } from '../src/queries/api-keys-by-ids.ts';
import { listApiKeys } from '../src/queries/list-api-keys.ts';
import { builder } from './builder.ts';
import { ApiScopeEnum } from './enums.ts';
import { orRefused } from './errors.ts';
import { UserError } from './user-error.ts';

type Revoked = { apiKeyId: string | null; userErrors: readonly UserErrorShape[] };
type Created = Revoked & { secret: string | null };

export const ApiKey = builder.node(builder.objectRef<ApiKeyView>('ApiKey'), {
  description: 'How a caller shows who it is. The key itself is not kept and cannot be read again.',
  id: { resolve: (key) => key.id },
  loadWithoutCache: (id, context) => context.loaders.apiKey.load(id),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What its maker called it.' }),
    prefix: t.exposeString('prefix', { description: 'The key’s first characters, to recognise it by.' }),
    scopes: t.expose('scopes', { type: [ApiScopeEnum], description: 'What it may do.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to the minute.',
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'When it stops working.' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'When it was revoked.' }),
  }),
});

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'An API key to be made.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What to call it: 1 to 100 characters.' }),
    scopes: t.field({
      type: [ApiScopeEnum],
      required: true,
      description: 'What it may do: at least one scope, and none that your own key lacks.',
    }),
    expiresAt: t.field({ type: 'DateTime', description: 'When it stops working. Null: never.' }),
  }),
});

const RevokeApiKeyInput = builder.inputType('RevokeApiKeyInput', {
  description: 'An API key to be revoked.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The key’s id, not the key itself.' }) }),
});

const CreateApiKeyPayload = builder.objectRef<Created>('CreateApiKeyPayload').implement({
  description: 'What came of createApiKey.',
  fields: (t) => ({
    apiKey: t.field({
      type: ApiKey,
      nullable: true,
      description: 'The new key; null where the call was refused.',
      resolve: ({ apiKeyId }, _args, { loaders }) => (apiKeyId === null ? null : loaders.apiKey.load(apiKeyId)),
    }),
    secret: t.exposeString('secret', {
      nullable: true,
      description: 'What to send as "Authorization: Bearer …". It is shown this once: keep it now.',
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Everything that is wrong, at once. Empty where the call was done.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

const RevokeApiKeyPayload = builder.objectRef<Revoked>('RevokeApiKeyPayload').implement({
  description: 'What came of revokeApiKey.',
  fields: (t) => ({
    apiKey: t.field({
      type: ApiKey,
      nullable: true,
      description: 'The revoked key; null where the call was refused.',
      resolve: ({ apiKeyId }, _args, { loaders }) => (apiKeyId === null ? null : loaders.apiKey.load(apiKeyId)),
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Everything that is wrong, at once. Empty where the call was done.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

builder.queryField('apiKeys', (t) =>
  t.field({
    type: [ApiKey],
    description: 'The workspace’s API keys, oldest first, with those that were revoked or have expired.',
    resolve: (_root, _args, context) => listApiKeys(context),
  }),
);

builder.mutationFields((t) => ({
  createApiKey: t.field({
    type: CreateApiKeyPayload,
    description: 'Makes an API key that may do what your own may do, or less.',
    args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: 'The key.' }) },
    resolve: async (_root, { input: { name, scopes, expiresAt = null } }, context) => {
      const answer = await orRefused(createApiKey(context, { name, scopes, expiresAt }));
      return { apiKeyId: null, secret: null, userErrors: [], ...answer };
    },
  }),
  revokeApiKey: t.field({
    type: RevokeApiKeyPayload,
    description: 'Ends an API key at once, and the sockets that are open with it. It may be your own.',
    args: { input: t.arg({ type: RevokeApiKeyInput, required: true, description: 'Which key.' }) },
    resolve: async (_root, { input: { id } }, context) => {
      const answer = await orRefused(revokeApiKey(context, { id }));
      return { apiKeyId: null, userErrors: [], ...answer };
    },
  }),
}));
