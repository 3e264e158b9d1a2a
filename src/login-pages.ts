import type { LoginPages } from './actions/context.ts';
import type { Config } from './config.ts';
import { publicUrlOf } from './public-url.ts';
import { callbackPath } from './server/connect-routes.ts';

type Networks = Pick<LoginPages, 'hostUrl' | 'clients'> & {
  /** Where this process serves. */
  url: string;
};

/** How browsers get to the networks' login pages and back: on to this server's own pages, and to those of the origins in CORS_ORIGINS. */
export function createLoginPages(config: Config, { url, ...networks }: Networks): LoginPages {
  const publicUrl = publicUrlOf(config, url);
  const returnOrigins = [new URL(publicUrl).origin, ...config.corsOrigins];
  return { ...networks, callbackUrl: publicUrl + callbackPath, returnOrigins };
}
