import { connectWithKey, subscribe } from './raw-socket.ts';
import type { TestApi } from './test-api.ts';

type Asked = {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
  extensions?: Record<string, unknown>;
};
type Refused = { message: string; extensions: Record<string, unknown> };
/** What came back, whichever way it went. */
export type Came = { data?: unknown; errors?: Refused[]; extensions?: Record<string, unknown> };
export type Way = (api: TestApi, asked: Asked) => Promise<Came>;

const keyOf = ({ workspace }: TestApi) => ({ authorization: `Bearer ${workspace.key}` });

async function post(api: TestApi, asked: Asked, accept: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept, ...keyOf(api) };
  return fetch(`${api.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(asked) });
}

/** Every way in which an operation reaches Postern. */
export const ways = {
  'by POST': async (api, asked) => (await (await post(api, asked, 'application/json')).json()) as Came,
  'by GET': async (api, asked) => {
    const texts = Object.entries(asked).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const answer = await fetch(`${api.url}/graphql?${new URLSearchParams(texts)}`, { headers: keyOf(api) });
    return (await answer.json()) as Came;
  },
  'as an event stream': async (api, asked) => {
    const text = await (await post(api, asked, 'text/event-stream')).text();
    return JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? 'null') as Came;
  },
  'over a socket': async (api, { query, ...others }) => {
    const raw = await connectWithKey(api);
    raw.send(subscribe(query, others));
    const { type, payload } = await raw.next();
    raw.terminate();
    return type === 'error' ? { errors: payload as Refused[] } : (payload as Came);
  },
} satisfies Readonly<Record<string, Way>>;
