import type { Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';

// https://developers.facebook.com/docs/graph-api/guides/versioning: a version lives for about two years.
const VERSION = 'v25.0';

/** A path of the Graph API, of the version that the room speaks. */
export function graphPath(path: string): string {
  return `/${VERSION}${path}`;
}

/** A path below the account's Page. */
export function pagePath({ account }: Session<Credentials>, edge: string): string {
  return graphPath(`/${account.remoteId}/${edge}`);
}

/** How a call shows whose it is: https://developers.facebook.com/docs/graph-api/guides/upload has it in a header, where no log keeps it. */
export function authorizedBy(accessToken: string): Record<string, string> {
  return { authorization: `OAuth ${accessToken}` };
}

export function authorized({ credentials }: Session<Credentials>): Record<string, string> {
  return authorizedBy(credentials.accessToken);
}
