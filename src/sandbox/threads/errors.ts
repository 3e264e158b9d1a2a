import { refuse } from '../graph/error.ts';

/** What an id gets that is no container or post that Threads knows, or not yet. https://github.com/fbsamples/threads_api/issues/70 */
export function mediaNotFound(id: string): never {
  return refuse({
    message: 'The requested resource does not exist',
    code: 24,
    subcode: 4_279_009,
    transient: false,
    title: 'Media Not Found',
    userMessage: `The media with id ${id} cannot be found.`,
  });
}

/** What a container gets that cannot be published yet. */
export function notReady(): never {
  return refuse({
    message: 'Media ID is not available',
    code: 9007,
    subcode: 2_207_027,
    transient: false,
    title: 'The media is not ready',
    userMessage: 'The media is not ready for publishing, please wait for a moment',
  });
}

/** What an account gets that has published as much as it may in 24 hours. */
export function quotaReached(): never {
  return refuse({
    message: 'Application request limit reached',
    code: 9,
    subcode: 2_207_042,
    transient: false,
    title: 'You have reached the maximum number of posts',
    userMessage: 'You reached maximum number of posts that is allowed to be published by Content Publishing API.',
  });
}

/** What the address of an image gets that Threads cannot open. https://github.com/gitroomhq/postiz-app/issues/1364 */
export function notFetched(): never {
  return refuse({
    message: 'An unknown error has occurred.',
    code: 1,
    subcode: 2_207_052,
    transient: false,
    title: 'Media download has failed.',
    userMessage: 'The media could not be fetched from this uri.',
  });
}

/** What an image gets that Threads does not take. */
export function badImage(code: number, subcode: number, userMessage: string): never {
  return refuse({
    message: 'The image is not supported',
    code,
    subcode,
    transient: false,
    title: 'Unsupported image',
    userMessage,
  });
}
