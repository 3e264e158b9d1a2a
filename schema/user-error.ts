import type { UserError as UserErrorShape, Warning as WarningShape } from '../src/domain/refusal.ts';
import { builder } from './builder.ts';
import { Channel, UserErrorCodeEnum, WarningCodeEnum } from './enums.ts';

type Place = Pick<WarningShape, 'path' | 'network' | 'accountId'>;

const path = {
  description: 'Where in the input, such as ["input", "containers", "0", "content"].',
  resolve: ({ path }: Place) => [...path],
};

const channel = {
  type: Channel,
  nullable: true,
  description: 'The channel that it is about.',
  resolve: ({ network }: Place) => network ?? null,
} as const;

const accountId = {
  nullable: true,
  description: 'The account that it is about.',
  resolve: ({ accountId }: Place) => accountId ?? null,
} as const;

export const UserError = builder.objectRef<UserErrorShape>('UserError').implement({
  description: 'Something that a person got wrong. Where there is one, nothing was written.',
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCodeEnum, description: 'What is wrong, in one word.' }),
    message: t.exposeString('message', { description: 'What is wrong and what to do, in a sentence.' }),
    path: t.stringList(path),
    channel: t.field(channel),
    accountId: t.id(accountId),
    limit: t.float({
      nullable: true,
      description: 'The limit, where one was passed.',
      resolve: ({ limit }) => limit ?? null,
    }),
    actual: t.float({
      nullable: true,
      description: 'What there was instead.',
      resolve: ({ actual }) => actual ?? null,
    }),
    unit: t.string({
      nullable: true,
      description: 'What limit and actual count.',
      resolve: ({ unit }) => unit ?? null,
    }),
    currentVersion: t.int({
      nullable: true,
      description: 'With VERSION_CONFLICT: the version that the post is at.',
      resolve: ({ currentVersion }) => currentVersion ?? null,
    }),
  }),
});

export const Warning = builder.objectRef<WarningShape>('Warning').implement({
  description: 'Something doubtful that did not keep the call from being done.',
  fields: (t) => ({
    code: t.expose('code', { type: WarningCodeEnum, description: 'What is doubtful, in one word.' }),
    message: t.exposeString('message', { description: 'What is doubtful and what to do, in a sentence.' }),
    path: t.stringList(path),
    channel: t.field(channel),
    accountId: t.id(accountId),
  }),
});
