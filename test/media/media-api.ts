import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultLimits, type Limits } from '../../src/config.ts';
import { createLocalStorage } from '../../src/media/local-storage.ts';
import { createMediaLinks } from '../../src/media/media-links.ts';
import { nothingFetched, startTestApi, type TestApi } from '../server/test-api.ts';

export type Medium = {
  id: string;
  kind: string;
  url: string;
  thumbnailUrl: string | null;
  filename: string;
  mimeType: string;
  bytes: number;
  width: number;
  height: number;
  durationMs: number | null;
  altText: string | null;
  inUse: boolean;
  createdAt: string;
};
type UserError = {
  code: string;
  message: string;
  path: string[];
  limit?: number;
  actual?: number;
  unit?: string;
};
export type Payload = { media: Medium | null; userErrors: UserError[] };

export const mediumFields =
  'id kind url thumbnailUrl filename mimeType bytes width height durationMs altText inUse createdAt';
const uploadMutation = `mutation ($input: UploadMediaInput!) {
  uploadMedia(input: $input) { media { ${mediumFields} } userErrors { code message path limit actual unit } }
}`;

export type MediaApi = AsyncDisposable & {
  api: TestApi;
  /** Where the files are. */
  folder: string;
  /** Sends a file as browsers do. */
  upload(bytes: Uint8Array, details?: UploadDetails): Promise<Payload>;
  /** Sends a file as the body of POST /media. */
  post(body: Uint8Array | ReadableStream<Uint8Array>, details?: PostDetails): Promise<Response>;
  /** Opens a link of a medium. */
  open(url: string, init?: RequestInit): Promise<Response>;
  /** The names of what storage holds. */
  stored(): Promise<string[]>;
};

type PostDetails = { filename?: string; type?: string; altText?: string; key?: string | null; origin?: string };
type UploadDetails = { filename?: string; type?: string; altText?: string | null; key?: string };

/** The API with a place for media. */
export async function startMediaApi(limits: Partial<Limits> = {}): Promise<MediaApi> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-media-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const links = createMediaLinks({ publicUrl: 'http://postern.test', key: Buffer.alloc(32, 7) });
  const media = { storage: createLocalStorage(folder), links, byUrl: nothingFetched };
  const deps = { media, limits: { ...defaultLimits, ...limits } };
  const api = opened.use(await startTestApi({ deps }));
  const kept = opened.move();
  return {
    api,
    folder,
    upload: async (bytes, { key = api.workspace.key, ...details } = {}) => {
      const answer = await sendForm(api, { key, form: uploadForm(bytes, details) });
      const { data, errors } = (await answer.json()) as { data?: { uploadMedia: Payload }; errors?: unknown };
      if (!data) throw new Error(`The upload failed: ${JSON.stringify(errors)}`);
      return data.uploadMedia;
    },
    post: (body, { key = api.workspace.key, type = '', ...details } = {}) =>
      postFile(api, body, { key, type, ...details }),
    open: (url, init) => fetch(url.replace('http://postern.test', api.url), init),
    stored: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** A GraphQL multipart request. */
export function uploadForm(bytes: Uint8Array, { filename = 'photo', type = '', altText = null }: UploadDetails = {}) {
  const form = new FormData();
  const variables = { input: { file: null, altText } };
  form.set('operations', JSON.stringify({ query: uploadMutation, variables }));
  form.set('map', JSON.stringify({ 0: ['variables.input.file'] }));
  form.set('0', new File([new Uint8Array(bytes)], filename, { type }));
  return form;
}

function postFile(
  api: TestApi,
  body: Uint8Array | ReadableStream<Uint8Array>,
  details: PostDetails,
): Promise<Response> {
  const { key, type = '', origin, ...named } = details;
  const headers = new Headers({ 'content-type': type });
  if (key !== null) headers.set('authorization', `Bearer ${key}`);
  if (origin !== undefined) headers.set('origin', origin);
  const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
  return fetch(`${api.url}/media?${new URLSearchParams(named)}`, init);
}

type Sending = { key?: string | null; form: FormData; headers?: Record<string, string> };

export function sendForm(api: TestApi, { key = api.workspace.key, form, headers = {} }: Sending): Promise<Response> {
  const authorization: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  return fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'x-graphql-yoga-csrf': '1', ...authorization, ...headers },
    body: form,
  });
}
