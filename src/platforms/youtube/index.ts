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
import { readPlaylists } from './playlists.ts';
import { profile } from './profile.ts';
import { remove } from './remove.ts';

export const youtube = {
  profile,
  options,
  publishing: {
    credentials,
    connecting,
    hosts: { api: 'https://www.googleapis.com', ...googleLoginHosts },
    // Sessions are at the API's own host.
    uploadHosts: [],
    webUrl: 'https://www.youtube.com',
    next,
    calls,
    lost,
    remove,
    choices: { playlistId: { read: readPlaylists } },
    failures,
  },
} satisfies Platform<Credentials, PastedTokens>;
