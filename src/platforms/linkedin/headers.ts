// https://learn.microsoft.com/en-us/linkedin/marketing/versioning: a version lives for about a year, then it is answered with 426.
const VERSION = '202609';

/** What every call below /rest needs beside its address. */
export function restHeaders(accessToken: string): Record<string, string> {
  return {
    authorization: `Bearer ${accessToken}`,
    'linkedin-version': VERSION,
    'x-restli-protocol-version': '2.0.0',
  };
}
