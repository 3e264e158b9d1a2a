import type { IncomingMessage, ServerResponse } from 'node:http';

export type HealthState = 'starting' | 'serving' | 'stopping';

type Health = { state: HealthState; isReady(): Promise<boolean> };

/** Answers GET /health (this process serves) and GET /health/ready (so does what it stands on). False for any other path. */
export function answerHealth(request: IncomingMessage, response: ServerResponse, health: Health): boolean {
  const path = request.url?.split('?')[0];
  if (path === '/health') {
    answer(response, health.state === 'serving', health.state);
    return true;
  }
  if (path !== '/health/ready') return false;
  readiness(health)
    .then((ready) => answer(response, ready, ready ? 'ready' : 'not ready'))
    .catch(() => answer(response, false, 'not ready'));
  return true;
}

async function readiness({ state, isReady }: Health): Promise<boolean> {
  return state === 'serving' && (await isReady());
}

function answer(response: ServerResponse, well: boolean, status: string): void {
  response.writeHead(well ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ status }));
}
