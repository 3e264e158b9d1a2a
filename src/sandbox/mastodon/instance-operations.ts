import type { Answer, Incoming, Operation, World } from '../network.ts';
import type { Authenticate } from './authenticate.ts';
import type { Entities } from './entities.ts';
import { mediaLimits } from './media-limits.ts';
import { MAX_CHARACTERS, MAX_MEDIA } from './new-status.ts';
import { CHARACTERS_PER_URL } from './text.ts';

const BODY_BYTES = 100_000;
const VERSION = '4.4.8';

type Parts = { world: World; entities: Entities; authenticate: Authenticate };

/** Who the caller is, and what the instance allows. */
export function instanceOperations({ world, entities, authenticate }: Parts): Operation[] {
  const get = (path: string, run: (incoming: Incoming) => Answer): Operation => {
    return { name: `GET ${path}`, method: 'GET', path, publishes: false, maxBodyBytes: BODY_BYTES, run };
  };
  return [
    get('/api/v1/accounts/verify_credentials', (incoming) => {
      const account = entities.account(authenticate.required(incoming));
      const source = {
        privacy: 'public',
        sensitive: false,
        language: 'en',
        note: '',
        fields: [],
        follow_requests_count: 0,
      };
      return { status: 200, body: { ...account, source } };
    }),
    get('/api/v2/instance', () => ({ status: 200, body: instance(world.url()) })),
  ];
}

function instance(url: string) {
  return {
    domain: new URL(url).host,
    title: 'Mastodon, played by the sandbox',
    version: VERSION,
    source_url: 'https://github.com/mastodon/mastodon',
    description: 'An instance for trying things out.',
    usage: { users: { active_month: 0 } },
    thumbnail: { url: `${url}/missing.svg` },
    icon: [],
    languages: ['en'],
    configuration: {
      urls: {
        streaming: url.replace(/^http/, 'ws'),
        status: null,
        about: null,
        privacy_policy: null,
        terms_of_service: null,
      },
      vapid: { public_key: '' },
      accounts: { max_featured_tags: 10, max_pinned_statuses: 5 },
      statuses: {
        max_characters: MAX_CHARACTERS,
        max_media_attachments: MAX_MEDIA,
        characters_reserved_per_url: CHARACTERS_PER_URL,
      },
      media_attachments: mediaLimits,
      polls: { max_options: 4, max_characters_per_option: 50, min_expiration: 300, max_expiration: 2_629_746 },
      translation: { enabled: false },
      limited_federation: false,
    },
    registrations: {
      enabled: false,
      approval_required: false,
      reason_required: false,
      message: null,
      min_age: null,
      url: null,
    },
    api_versions: { mastodon: 6 },
    contact: { email: '', account: null },
    rules: [],
  };
}
