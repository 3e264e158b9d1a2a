import type { IncomingMessage } from 'node:http';

/** Node's own default for a whole request, which is longer here for the sake of uploads. */
const maxBodyMs = 300_000;

/** Ends a request whose body has not come as a whole by then. */
export function endSlowBody(request: IncomingMessage): void {
  const end = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, maxBodyMs).unref();
  request.once('close', () => clearTimeout(end));
}
