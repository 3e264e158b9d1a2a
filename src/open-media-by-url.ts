import type { Config } from './config.ts';
import { createMediaByUrl, type MediaByUrl } from './media/media-by-url.ts';
import type { MediaStorage } from './media/storage.ts';
import { createAddressGuard } from './network/address-guard.ts';
import { createFetchFile } from './network/fetch-file.ts';
import { refusalOfFileUrl } from './network/fetch-guard.ts';
import { createGuardedAgent } from './network/guarded-agent.ts';

type Opening = { config: Config; opened: AsyncDisposableStack };

/** Fetches media on behalf of callers: from nothing inside, not even in demo mode, but for the origins that the configuration names. */
export function openMediaByUrl({ config, opened }: Opening, storage: MediaStorage): MediaByUrl {
  const guard = createAddressGuard({ allowLoopback: false, trustedOrigins: config.fetchTrustedOrigins });
  const agent = opened.adopt(createGuardedAgent(guard), (open) => open.destroy());
  const fetchFile = createFetchFile({ guard, agent });
  const refusalOf = (url: string) => refusalOfFileUrl(guard, url);
  return createMediaByUrl({ fetchFile, refusalOf, storage, maxBytes: config.limits.maxUploadBytes });
}
