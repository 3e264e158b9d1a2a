import { refuse, refuseField } from './api.ts';
import type { Asset } from './assets.ts';
import { parseLittle, plainOf } from './little.ts';
import type { Parts } from './parts.ts';
import type { Content, PostBody } from './post-body.ts';

const MAX_TEXT = 3_000;
const MAX_ALT_TEXT = 4_086;

/** Checks a post as the network does; the first thing that is wrong ends it. */
export function checkPost(body: PostBody, parts: Parts): void {
  const { commentary, content, lifecycleState, visibility } = body;
  if (lifecycleState !== 'PUBLISHED')
    refuseField('/lifecycleState', 'INVALID_VALUE_FOR_FIELD', 'Only PUBLISHED is accepted when a post is created');
  if (parts.rules.channel === 'linkedin_page' && visibility !== 'PUBLIC')
    refuseField('/visibility', 'INVALID_VALUE_FOR_FIELD', 'Posts of organizations are PUBLIC');
  checkLength('/commentary', plainOf(parseLittle(commentary)), MAX_TEXT);
  if (content === undefined) {
    if (commentary.trim() === '') refuseField('/commentary', 'MISSING_FIELD', 'A post without content needs a text');
    return;
  }
  const kinds = Object.keys(content);
  if (kinds.length !== 1)
    refuse({
      status: 422,
      code: 'UNPROCESSABLE_ENTITY',
      message: 'ERROR :: /content :: a union has exactly one member',
    });
  checkContent(content, body.author, parts);
}

/** An asset that can be shown by its owner. */
export function checkAsset(urn: string, fieldPath: string, { owner, kinds, assets }: Wanted): void {
  const asset = assets.find(urn);
  if (asset === undefined || !kinds.includes(asset.kind) || asset.owner !== owner)
    refuseField(fieldPath, 'INVALID_URN_ID', `${urn} is not a media asset of the author that fits here`);
  const status = assets.status(asset);
  if (status === 'PROCESSING_FAILED')
    refuseField(fieldPath, 'MEDIA_ASSET_PROCESSING_FAILED', `Media asset ${urn} could not be processed`);
  if (status !== 'AVAILABLE')
    refuseField(fieldPath, 'MEDIA_ASSET_WAITING_UPLOAD', `Media asset ${urn} is waiting for upload or being processed`);
}

type Wanted = { owner: string; kinds: readonly Asset['kind'][]; assets: Parts['assets'] };

export function checkLength(fieldPath: string, text: string, max: number): void {
  if ([...text].length > max)
    refuseField(fieldPath, 'FIELD_LENGTH_TOO_LONG', `The field has more than ${max} characters`);
}

function checkContent({ media, multiImage, article, poll }: Content, owner: string, { assets }: Parts): void {
  if (media !== undefined) {
    checkAsset(media.id, '/content/media/id', { owner, kinds: ['image', 'video', 'document'], assets });
    checkLength('/content/media/altText', media.altText ?? '', MAX_ALT_TEXT);
    if (media.id.startsWith('urn:li:document:') && !media.title)
      refuseField('/content/media/title', 'MISSING_FIELD', 'A document needs a title');
  }
  if (multiImage !== undefined) checkImages(multiImage.images, owner, assets);
  if (article !== undefined) {
    if (article.title.trim() === '') refuseField('/content/article/title', 'MISSING_FIELD', 'An article needs a title');
    if (!URL.canParse(article.source))
      refuseField('/content/article/source', 'INVALID_VALUE_FOR_FIELD', 'The source is not a URL');
    if (article.thumbnail !== undefined)
      checkAsset(article.thumbnail, '/content/article/thumbnail', { owner, kinds: ['image'], assets });
  }
  if (poll !== undefined) checkPoll(poll);
}

function checkImages(
  images: { id: string; altText?: string | undefined }[],
  owner: string,
  assets: Parts['assets'],
): void {
  const path = '/content/multiImage/images';
  if (images.length < 2 || images.length > 20) refuseField(path, 'INVALID_VALUE_FOR_FIELD', 'There are 2 to 20 images');
  for (const { id, altText = '' } of images) {
    checkAsset(id, path, { owner, kinds: ['image'], assets });
    checkLength(`${path}/altText`, altText, MAX_ALT_TEXT);
  }
}

function checkPoll({ question, options }: NonNullable<Content['poll']>): void {
  checkLength('/content/poll/question', question, 140);
  if (options.length < 2 || options.length > 4)
    refuseField('/content/poll/options', 'INVALID_VALUE_FOR_FIELD', 'A poll has 2 to 4 options');
  for (const { text } of options) checkLength('/content/poll/options/text', text, 30);
}
