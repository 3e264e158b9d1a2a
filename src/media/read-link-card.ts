import type { FetchFile } from '../network/fetch-file.ts';
import { FetchRefused } from '../network/fetch-refused.ts';
import { type Page, readPage } from '../network/read-page.ts';
import { type FittedFile, fitImage } from './fit-image.ts';
import { MediaProblem } from './media-problem.ts';
import type { MediaStorage } from './storage.ts';
import { takeIn } from './take-in.ts';

/** A link as its author gave it; what is null the page itself says. */
type Link = { url: string; title: string | null; description: string | null; thumbnailUrl: string | null };

/** What its card says. The thumbnail is a JPEG of at most 1,000,000 bytes. */
type Card = { title: string; description: string; thumbnail: FittedFile | null };

type ReadLinkCard = (link: Link, signal: AbortSignal) => Promise<Card>;

const maxImageBytes = 16 * 1024 * 1024;
const thumbnailFit = { mimeType: 'image/jpeg', maxBytes: 1_000_000 } as const;
const silent: Page = { title: null, description: null, imageUrl: null };

/** Makes cards of links. A page or a picture that cannot be had leaves its part out: the link is published all the same. */
export function createReadLinkCard(fetchFile: FetchFile, storage: MediaStorage): ReadLinkCard {
  return async (link, signal) => {
    const isWhole = link.title !== null && link.description !== null && link.thumbnailUrl !== null;
    const page = isWhole ? silent : await readPage(fetchFile, link.url, signal).catch(unlessRefused(silent));
    const imageUrl = link.thumbnailUrl ?? page.imageUrl;
    const thumbnail = imageUrl === null ? null : await readThumbnail(imageUrl).catch(unlessRefused(null));
    return {
      title: link.title ?? page.title ?? new URL(link.url).host,
      description: link.description ?? page.description ?? '',
      thumbnail,
    };

    async function readThumbnail(url: string): Promise<FittedFile | null> {
      using file = await fetchFile(url, { maxBytes: maxImageBytes, accept: 'image/*', signal });
      const { contentHash, kind } = await takeIn(storage, file.body, { maxBytes: maxImageBytes });
      return kind === 'IMAGE' ? fitImage(storage, contentHash, thumbnailFit) : null;
    }
  };
}

function unlessRefused<Part>(instead: Part): (error: unknown) => Part {
  return (error) => {
    if (error instanceof FetchRefused || error instanceof MediaProblem) return instead;
    throw error;
  };
}
