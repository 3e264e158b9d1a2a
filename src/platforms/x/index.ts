import type { Platform } from '../platform.ts';
import type { PastedTokens } from '../refreshable-connecting.ts';
import { calls } from './calls.ts';
import { connecting } from './connecting.ts';
import { type Credentials, credentials } from './credentials.ts';
import { failures } from './failures.ts';
import { lost } from './lost.ts';
import { next } from './next.ts';
import { options } from './options.ts';
import { profile } from './profile.ts';
import { remove } from './remove.ts';

export const x = {
  profile,
  options,
  publishing: {
    credentials,
    connecting,
    hosts: { api: 'https://api.x.com', login: 'https://x.com' },
    uploadHosts: [],
    webUrl: 'https://x.com',
    next,
    calls,
    lost,
    remove,
    choices: {},
    failures,
  },
} satisfies Platform<Credentials, PastedTokens>;
