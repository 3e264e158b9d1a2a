import type { ActionContext } from '../src/actions/context.ts';
import type { Actor } from '../src/domain/actor.ts';
import { findWorkspace, type WorkspaceView } from '../src/queries/find-workspace.ts';
import { ApiKey } from './api-key.ts';
import { builder } from './builder.ts';
import { ApiScopeEnum } from './enums.ts';

const Workspace = builder.node(builder.objectRef<WorkspaceView>('Workspace'), {
  description: 'The tenant: everything belongs to exactly one, and nothing of another is ever seen.',
  id: { resolve: (workspace) => workspace.id },
  loadWithoutCache: (id, context) => (id === context.actor.workspaceId ? findWorkspace(context) : null),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
  }),
});

const Limits = builder.objectRef<ActionContext['limits']>('Limits').implement({
  description: 'The limits of this server.',
  fields: (t) => ({
    maxScheduleDays: t.exposeInt('maxScheduleDays', { description: 'How many days ahead a post may be scheduled.' }),
    maxMediaUrls: t.exposeInt('maxMediaUrls', { description: 'How many different media URLs a post may name.' }),
    maxContainers: t.exposeInt('maxContainers', { description: 'How many containers a post may have.' }),
    maxPageSize: t.exposeInt('maxPageSize', { description: 'How many items a page may hold.' }),
    maxUploadBytes: t.exposeFloat('maxUploadBytes', {
      description: 'The bytes that a file sent to POST /media may have. One that uploadMedia takes has 20 MiB at most.',
    }),
    maxDocumentLength: t.exposeInt('maxDocumentLength', { description: 'The characters that a document may have.' }),
    maxTokens: t.exposeInt('maxTokens', { description: 'The tokens that a document may have.' }),
    maxDepth: t.exposeInt('maxDepth', { description: 'How many levels of fields an operation may have.' }),
    maxAliases: t.exposeInt('maxAliases', {
      description: 'How many fields of an operation may be aliased, or repeated beside each other.',
    }),
    maxDirectives: t.exposeInt('maxDirectives', { description: 'How many directives an operation may have.' }),
    maxDirectivesTogether: t.exposeInt('maxDirectivesTogether', {
      description: 'How many directives one place may have.',
    }),
    maxCost: t.exposeInt('maxCost', {
      description:
        'The points that an operation may cost: one for each object that it may answer. A connection is taken to be as long as its page, any other list to have 5 items. Each answer has what it came to in extensions.cost.requested.',
    }),
    requestsPerMinute: t.exposeInt('requestsPerMinute', {
      description:
        'The operations that a key may send to one process in a minute. Beyond it they are RATE_LIMITED; the headers RateLimit-Policy and RateLimit tell what is left.',
    }),
  }),
});

const Viewer = builder.objectRef<Actor>('Viewer').implement({
  description: 'Who asks.',
  fields: (t) => ({
    workspace: t.field({
      type: Workspace,
      description: 'The workspace that the key belongs to.',
      resolve: (_actor, _args, context) => findWorkspace(context),
    }),
    apiKey: t.field({
      type: ApiKey,
      description: 'The key that the request came with.',
      resolve: async (actor, _args, context) => {
        const key = await context.loaders.apiKey.load(actor.apiKeyId);
        if (key === null) throw new Error(`API key ${actor.apiKeyId} is gone.`);
        return key;
      },
    }),
    scopes: t.field({
      type: [ApiScopeEnum],
      description: 'What the key may do.',
      resolve: ({ scopes }) => [...scopes],
    }),
    limits: t.field({
      type: Limits,
      description: 'The limits that hold for it.',
      resolve: (_actor, _args, context) => context.limits,
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({ type: Viewer, description: 'Who asks, and what it may do.', resolve: (_root, _args, { actor }) => actor }),
);
