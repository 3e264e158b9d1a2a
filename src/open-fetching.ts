import type { Config } from './config.ts';
import { createMediaByUrl } from './media/media-by-url.ts';
import { createReadLinkCard } from './media/read-link-card.ts';
import type { MediaStorage } from './media/storage.ts';
import { createAddressGuard } from './network/address-guard.ts';
import { createFetchFile } from './network/fetch-file.ts';
import { refusalOfFileUrl } from './network/fetch-guard.ts';
import { createGuardedAgent } from './network/guarded-agent.ts';

type Opening = { config: Config; opened: AsyncDisposableStack };

/** What is fetched on behalf of callers: from nothing inside, not even in demo mode, but for the origins that the configuration names. */
export function openFetching({ config, opened }: Opening, storage: MediaStorage) {
  const guard = createAddressGuard({ allowLoopback: false, trustedOrigins: config.fetchTrustedOrigins });
  const agent = opened.adopt(createGuardedAgent(guard), (open) => open.destroy());
  const fetchFile = createFetchFile({ guard, agent });
  const refusalOf = (url: string) => refusalOfFileUrl(guard, url);
  return {
    mediaByUrl: createMediaByUrl({ fetchFile, refusalOf, storage, maxBytes: config.limits.maxUploadBytes }),
    readLinkCard: createReadLinkCard(fetchFile, storage),
  };
}
