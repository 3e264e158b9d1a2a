import type { Platform } from '../platform.ts';
import type { PastedTokens } from '../refreshable-connecting.ts';
import { readBoards, readSections } from './boards.ts';
import { calls } from './calls.ts';
import { connecting } from './connecting.ts';
import { type Credentials, credentials } from './credentials.ts';
import { failures } from './failures.ts';
import { lost } from './lost.ts';
import { next } from './next.ts';
import { options } from './options.ts';
import { profile } from './profile.ts';
import { remove } from './remove.ts';

export const pinterest = {
  profile,
  options,
  publishing: {
    credentials,
    connecting,
    hosts: { api: 'https://api.pinterest.com', login: 'https://www.pinterest.com' },
    // https://developers.pinterest.com/docs/api/v5/media-create: Pinterest's own bucket, whose name stands before Amazon's hosts.
    uploadHosts: [
      'pinterest-media-upload.s3-accelerate.amazonaws.com',
      'pinterest-media-upload.s3.amazonaws.com',
      'pinterest-media-upload.s3.us-east-1.amazonaws.com',
    ],
    webUrl: 'https://www.pinterest.com',
    next,
    calls,
    lost,
    remove,
    choices: { boardId: { read: readBoards }, boardSectionId: { read: readSections } },
    failures,
  },
} satisfies Platform<Credentials, PastedTokens>;
