import type { Authenticate } from '../google/authenticate.ts';
import { refuse } from '../google/error.ts';
import type { Answer, Incoming, Operation, World } from '../network.ts';
import type { Business, Businesses, Location } from './businesses.ts';
import type { Posts } from './posts.ts';

/** What the operations of Google Business work with. */
export type Parts = { world: World; businesses: Businesses; posts: Posts; authenticate: Authenticate };

export const scopes = ['https://www.googleapis.com/auth/business.manage'];

type Run = (incoming: Incoming, business: Business, parts: Parts) => Answer;
type Rules = { run: Run } & Partial<Pick<Operation, 'publishes' | 'fetches'>>;

const BODY_BYTES = 1_000_000;

/** An operation for those who manage businesses. */
export function operation(parts: Parts, name: string, { run, publishes = false, fetches }: Rules): Operation {
  const [method, path] = name.split(' ') as [Operation['method'], string];
  return {
    name,
    method,
    path,
    publishes,
    maxBodyBytes: BODY_BYTES,
    ...(fetches === undefined ? {} : { fetches }),
    run: (incoming) => run(incoming, parts.businesses.meet(parts.authenticate.required(incoming, scopes)), parts),
  };
}

/** The location that a path names, of those that the caller manages. */
export function locationIn({ params }: Incoming, business: Business): Location {
  const location = business.locations.find(({ id }) => id === params.location);
  if (params.account !== business.id || location === undefined) return notFound();
  return location;
}

export function notFound(): never {
  return refuse({ code: 404, message: 'Requested entity was not found.', status: 'NOT_FOUND' });
}

export function forbidden(): never {
  return refuse({ code: 403, message: 'The caller does not have permission', status: 'PERMISSION_DENIED' });
}
