import type { Opened } from './clients.ts';

let names = 0;

/** An answer that a test looks into: a wrong guess of its shape fails the expectation, not the compiler. */
export type Answer = { status: number; headers: Headers; body: Body };
type Body = {
  data: { id: string; text: string; username: string; name: string; processing_info: object | undefined };
  errors: { message: string }[];
  detail: string;
  access_token: string;
  refresh_token: string;
};

/** Speaks to X as one account. */
export function openX(sandbox: Opened, name = `someone${++names}`, token = `sandbox-token-${name}`) {
  const api = async (
    route: string,
    sent: { json?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> => {
    const [method, path] = route.split(' ');
    const headers = { authorization: `Bearer ${token}`, ...sent.headers };
    return (await sandbox.call(`${method} /x${path}`, { ...sent, headers })) as unknown as Answer;
  };
  const append = async (id: string, bytes: Uint8Array, fields: Record<string, string> = {}) => {
    const body = new FormData();
    body.set('media', new Blob([new Uint8Array(bytes)]), 'chunk');
    for (const [field, value] of Object.entries({ segment_index: '0', ...fields })) body.set(field, value);
    const headers = { authorization: `Bearer ${token}` };
    return fetch(`${sandbox.url}/x/2/media/upload/${id}/append`, { method: 'POST', body, headers });
  };
  const begin = async (total_bytes: number) => {
    const json = { total_bytes, media_type: 'video/mp4', media_category: 'tweet_video' };
    return (await api('POST /2/media/upload/initialize', { json })).body.data.id;
  };
  const post = (json: object) => api('POST /2/tweets', { json });
  const finalize = (id: string) => api(`POST /2/media/upload/${id}/finalize`);
  return { name, api, append, begin, post, finalize };
}

/** The status, and what X says is wrong. */
export const errorOf = ({ status, body }: Answer) => [status, body.errors?.[0]?.message ?? body.detail];
