import { z } from 'zod';
import type { Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { userHeaders } from './user-headers.ts';
import { type Status, statusSchema } from './wire.ts';

/** https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status */
export async function readStatus(publishId: string, { credentials, send }: Session<Credentials>): Promise<Status> {
  const path = '/v2/post/publish/status/fetch/';
  const json = { publish_id: publishId };
  const answer = z.object({ data: statusSchema });
  return (await send({ method: 'POST', path, headers: userHeaders(credentials), json }, answer)).data;
}
