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

/**
 * Snapchat, through its Public Profile API. Snap opens it to allowed partners alone and documents little of it: what is known from
 * others, or from nobody, is marked (uncertain) in this room, and the safest is done.
 */
export const snapchat = {
  profile,
  options,
  publishing: {
    credentials,
    connecting,
    hosts: { api: 'https://businessapi.snapchat.com', login: 'https://accounts.snapchat.com' },
    uploadHosts: [],
    webUrl: 'https://www.snapchat.com',
    next,
    calls,
    lost,
    remove,
    choices: {},
    failures,
  },
} satisfies Platform<Credentials, PastedTokens>;
