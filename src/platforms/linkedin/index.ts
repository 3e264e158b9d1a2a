import type { Platform, Publishing } from '../platform.ts';
import { calls } from './calls.ts';
import { connecting, type Input, pageConnecting } from './connecting.ts';
import { type Credentials, credentials } from './credentials.ts';
import { failures } from './failures.ts';
import { lost } from './lost.ts';
import { next } from './next.ts';
import { options, pageOptions } from './options.ts';
import { pageProfile, profile } from './profile.ts';
import { remove } from './remove.ts';

/** Members and pages publish alike: who the author is, and how one logs in, differs. */
const publishing: Publishing<Credentials, Input> = {
  credentials,
  connecting,
  hosts: { api: 'https://api.linkedin.com', www: 'https://www.linkedin.com' },
  // https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api: files are sent there.
  uploadHosts: ['www.linkedin.com'],
  webUrl: 'https://www.linkedin.com',
  next,
  calls,
  lost,
  remove,
  choices: {},
  failures,
};

export const linkedin = { profile, options, publishing } satisfies Platform<Credentials, Input>;

export const linkedinPage = {
  profile: pageProfile,
  options: pageOptions,
  publishing: { ...publishing, connecting: pageConnecting },
} satisfies Platform<Credentials, Input>;
