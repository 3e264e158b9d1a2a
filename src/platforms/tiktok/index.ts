import type { Platform } from '../platform.ts';
import type { PastedTokens } from '../refreshable-connecting.ts';
import { calls } from './calls.ts';
import { connecting } from './connecting.ts';
import { readPrivacyLevels } from './creator.ts';
import { type Credentials, credentials } from './credentials.ts';
import { failures } from './failures.ts';
import { lost } from './lost.ts';
import { next } from './next.ts';
import { options } from './options.ts';
import { profile } from './profile.ts';
import { remove } from './remove.ts';
import { toldLater } from './told-later.ts';

export const tiktok = {
  profile,
  options,
  publishing: {
    credentials,
    connecting,
    hosts: { api: 'https://open.tiktokapis.com', login: 'https://www.tiktok.com' },
    // https://developers.tiktok.com/doc/content-posting-api-reference-direct-post: open-upload.tiktokapis.com, and others by region.
    uploadHosts: ['tiktokapis.com'],
    webUrl: 'https://www.tiktok.com',
    next,
    calls,
    lost,
    remove,
    toldLater,
    choices: { privacyLevel: { read: readPrivacyLevels } },
    failures,
  },
} satisfies Platform<Credentials, PastedTokens>;
