import { refuse } from '../graph/error.ts';

// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes

/** What a container gets that cannot be published yet. */
export function notReady(): never {
  return refuse({
    message: 'Media ID is not available',
    code: 9_007,
    subcode: 2_207_027,
    transient: false,
    title: 'The media is not ready',
    userMessage: 'The media is not ready for publishing, please wait for a moment',
  });
}

/** What a container gets that is older than a day. */
export function expired(): never {
  return refuse({
    message: 'The media you are trying to access has expired. Please try to upload again.',
    code: -2,
    subcode: 2_207_020,
    transient: false,
    title: 'The media has expired',
    userMessage: 'The media you are trying to access has expired. Please try to upload again.',
  });
}

/** What an id gets that is no container of the account, or one that is published. */
export function unknownMedia(): never {
  return refuse({
    message: 'The requested resource does not exist',
    code: 24,
    subcode: 2_207_006,
    transient: false,
    title: 'Media not found',
    userMessage:
      'The media with specified creation_id cannot be found or the user does not have the permission to access it.',
  });
}

/** What an account gets that has published as much as it may in 24 hours. */
export function quotaReached(): never {
  return refuse({
    message: 'Application request limit reached',
    code: 9,
    subcode: 2_207_042,
    transient: false,
    title: 'Limit reached',
    userMessage: 'You reached maximum number of posts that is allowed to be published by Content Publishing API.',
  });
}

/** What the address of a medium gets that Instagram cannot open. */
export function notFetched(url: string): never {
  return refuse({
    message: 'Only photo or video can be accepted as media type.',
    code: 9_004,
    subcode: 2_207_052,
    transient: false,
    title: 'Media download has failed. The media URI doesn’t meet our requirements.',
    userMessage: `The media could not be fetched from this URI: ${url}`,
  });
}

/** What an image gets that weighs too much. */
export function tooHeavy(): never {
  return refuse({
    message: 'The image size is too large.',
    code: 36_000,
    subcode: 2_207_004,
    transient: false,
    title: 'Image size too large',
    userMessage: 'The image is too large to download. It should be less than 8 MiB.',
  });
}

/** What an image gets that Instagram does not take. */
export function badImage(code: number, subcode: number, userMessage: string): never {
  return refuse({ message: 'Invalid image', code, subcode, transient: false, title: 'Invalid image', userMessage });
}

/** What a parameter gets that does not do, in the words of its subcode. */
export function invalid(code: number, subcode: number, userMessage: string): never {
  return refuse({
    message: 'Invalid parameter',
    code,
    subcode,
    transient: false,
    title: 'Invalid parameter',
    userMessage,
  });
}
