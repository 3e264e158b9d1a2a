import { PlatformFailure } from '../failure.ts';

/** No call that deletes is documented (uncertain whether there is one), so none is tried. */
export async function remove(): Promise<never> {
  const message = 'Snapchat is not known to let applications delete what they posted.';
  const hint = 'Delete it in Snapchat’s own app.';
  throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message, hint });
}
