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

export const facebook = {
  profile,
  options,
  publishing: {
    credentials,
    connecting,
    hosts: {
      api: 'https://graph.facebook.com',
      video: 'https://graph-video.facebook.com',
      login: 'https://www.facebook.com',
    },
    uploadHosts: ['rupload.facebook.com'],
    webUrl: 'https://www.facebook.com',
    next,
    calls,
    lost,
    remove,
    choices: {},
    failures,
  },
} satisfies Platform<Credentials, Input>;
