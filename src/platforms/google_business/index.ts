import { googleLoginHosts } from '../google-connecting.ts';
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

export const googleBusiness = {
  profile,
  options,
  publishing: {
    credentials,
    connecting,
    hosts: {
      api: 'https://mybusiness.googleapis.com',
      accounts: 'https://mybusinessaccountmanagement.googleapis.com',
      locations: 'https://mybusinessbusinessinformation.googleapis.com',
      ...googleLoginHosts,
    },
    uploadHosts: [],
    webUrl: 'https://www.google.com/maps',
    next,
    calls,
    lost,
    remove,
    choices: {},
    failures,
  },
} satisfies Platform<Credentials, PastedTokens>;
