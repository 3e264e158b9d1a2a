import type { Authenticate } from '../google/authenticate.ts';
import type { Answer, Incoming, Operation, World } from '../network.ts';
import { type Account, type Accounts, hasChannel } from './accounts.ts';
import type { Comments } from './comments.ts';
import { refuse } from './refuse.ts';
import type { Sessions } from './sessions.ts';
import type { Videos } from './videos.ts';

/** What the operations of YouTube work with. */
export type Parts = {
  world: World;
  accounts: Accounts;
  videos: Videos;
  sessions: Sessions;
  comments: Comments;
  authenticate: Authenticate;
};

const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`;

/** Every scope that is played here. */
export const scopes = ['youtube.upload', 'youtube.readonly', 'youtube.force-ssl'].map(scope);
const READ = ['youtube.readonly', 'youtube.force-ssl'].map(scope);
const UPLOAD = ['youtube.upload', 'youtube.force-ssl'].map(scope);
const WRITE = ['youtube.force-ssl'].map(scope);

const scopesOf = { read: READ, upload: UPLOAD, write: WRITE } as const;

type Run = (incoming: Incoming, account: Account, parts: Parts) => Answer;
type Rules = { needs: keyof typeof scopesOf; run: Run; publishes?: Operation['publishes']; maxBodyBytes?: number };

const BODY_BYTES = 1_000_000;

/** An operation for channels that may do this. */
export function operation(parts: Parts, name: string, rules: Rules): Operation {
  const [method, path] = name.split(' ') as [Operation['method'], string];
  const { needs, run, publishes = false, maxBodyBytes = BODY_BYTES } = rules;
  return {
    name,
    method,
    path,
    publishes,
    maxBodyBytes,
    run: (incoming) => {
      const account = parts.accounts.meet(parts.authenticate.required(incoming, scopesOf[needs]));
      if (!hasChannel(account) && needs !== 'read') return refuse('youtubeSignupRequired');
      return run(incoming, account, parts);
    },
  };
}
