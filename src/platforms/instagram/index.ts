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

export const instagram = {
  profile,
  options,
  publishing: {
    credentials,
    connecting,
    hosts: {
      api: 'https://graph.instagram.com',
      token: 'https://api.instagram.com',
      login: 'https://www.instagram.com',
    },
    uploadHosts: [],
    webUrl: 'https://www.instagram.com',
    next,
    calls,
    lost,
    remove,
    choices: {},
    failures,
  },
} satisfies Platform<Credentials, Input>;
