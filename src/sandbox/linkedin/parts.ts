import type { Answer, Incoming, Operation, World } from '../network.ts';
import type { Grants } from '../oauth/grants.ts';
import { refuse } from './api.ts';
import type { Assets } from './assets.ts';
import type { Authenticate } from './authenticate.ts';
import type { Author, Authors } from './authors.ts';
import type { Posts } from './posts.ts';

/** How the two channels differ: who posts, and what a login may do. */
export type Rules = {
  channel: 'linkedin' | 'linkedin_page';
  /** All that a login can be allowed. */
  scopes: readonly string[];
  write: string;
  /** What reading one's own posts, comments and files takes: members' logins are not given it. */
  read: string;
  requestsPerDay: number;
};

/** What the operations of a channel work with. */
export type Parts = {
  world: World;
  rules: Rules;
  grants: Grants;
  authenticate: Authenticate;
  authors: Authors;
  assets: Assets;
  posts: Posts;
};

const BODY_BYTES = 200_000;

type Route = Pick<Operation, 'method' | 'path'> & Partial<Pick<Operation, 'publishes' | 'maxBodyBytes'>>;

/** An operation named after its route. */
export function operation(route: Route, run: (incoming: Incoming) => Answer): Operation {
  return { name: `${route.method} ${route.path}`, publishes: false, maxBodyBytes: BODY_BYTES, ...route, run };
}

/** The author that a URN names, if the login may speak for it. */
export function authorFor(urn: string, login: string, { rules, authors }: Parts): Author {
  const own = rules.channel === 'linkedin' ? [authors.member(login)] : authors.pages(login);
  const author = own.find((one) => one.urn === urn);
  if (author !== undefined) return author;
  const message = urn.startsWith('urn:li:organization:')
    ? 'Organization permissions must be used when using organization as author'
    : 'The author is not the authenticated member';
  return refuse({ status: 403, serviceErrorCode: 100, code: 'ACCESS_DENIED', message });
}

/** The action that a request names in its address. */
export function actionOf({ query }: Incoming, known: readonly string[]): string {
  const action = query.get('action') ?? '';
  if (known.includes(action)) return action;
  return refuse({ status: 400, code: 'ILLEGAL_ARGUMENT', message: `Unknown action "${action}"` });
}
