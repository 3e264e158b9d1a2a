import type { Platform } from '../platform.ts';
import { calls } from './calls.ts';
import { connecting, type Input } from './connecting.ts';
import { type Credentials, credentials } from './credentials.ts';
import { failures } from './failures.ts';
import { lost } from './lost.ts';
import { next } from './next.ts';
import { options } from './options.ts';
import { profile } from './profile.ts';
import { remove } from './remove.ts';

export const threads = {
  profile,
  options,
  publishing: {
    credentials,
    connecting,
    hosts: { api: 'https://graph.threads.net', login: 'https://threads.net' },
    uploadHosts: [],
    webUrl: 'https://www.threads.net',
    next,
    calls,
    lost,
    remove,
    choices: {},
    failures,
  },
} satisfies Platform<Credentials, Input>;
