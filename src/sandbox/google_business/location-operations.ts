import { z } from 'zod';
import { refuse } from '../google/error.ts';
import { readQuery } from '../google/read-json.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import { type Business, hasNoAccess, managesNothing } from './businesses.ts';
import { notFound, operation, type Parts } from './parts.ts';

/** Accounts and their locations. https://developers.google.com/my-business/content/basic-setup */
export function locationOperations(parts: Parts): Operation[] {
  return [
    operation(parts, 'GET /v1/accounts', { run: listAccounts }),
    operation(parts, 'GET /v1/accounts/:account/locations', { run: listLocations }),
  ];
}

/** An own account comes first, and has nothing here; the second is a group of locations. */
function listAccounts(incoming: Incoming, business: Business): Answer {
  const { pageToken } = readQuery(incoming, z.strictObject({ pageToken: z.literal('group').optional() }));
  if (hasNoAccess(business.name)) return noQuota();
  const personal = { name: `accounts/${personalId(business)}`, accountName: business.name, type: 'PERSONAL' };
  const group = { name: `accounts/${business.id}`, accountName: business.name, type: 'LOCATION_GROUP' };
  if (pageToken !== undefined) return { status: 200, body: { accounts: [group] } };
  return { status: 200, body: { accounts: [personal], nextPageToken: 'group' } };
}

const locationsSchema = z.strictObject({
  readMask: z.literal('name,title,storefrontAddress,metadata'),
  pageSize: z.coerce.number().int().min(1).max(100).default(10),
  pageToken: z.string().regex(/^\d+$/).optional(),
});

/** A boolean that is false is left out, as in all JSON of Google's. */
function listLocations(incoming: Incoming, business: Business): Answer {
  const { pageSize, pageToken = '0' } = readQuery(incoming, locationsSchema);
  const { account } = incoming.params;
  if (account === personalId(business) || managesNothing(business)) return { status: 200, body: {} };
  if (account !== business.id) return notFound();
  const first = Number(pageToken);
  const locations = business.locations.slice(first, first + pageSize).map(({ id, title, street, city, mayPost }) => ({
    name: `locations/${id}`,
    title,
    storefrontAddress: { regionCode: 'NO', locality: city, addressLines: [street] },
    metadata: { hasVoiceOfMerchant: true, ...(mayPost ? { canOperateLocalPost: true } : {}) },
  }));
  const next = first + pageSize < business.locations.length ? { nextPageToken: String(first + pageSize) } : {};
  return { status: 200, body: { locations, ...next } };
}

function personalId({ id }: Business): string {
  return `2${id.slice(1)}`;
}

function noQuota(): never {
  const message =
    "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute' of service 'mybusinessaccountmanagement.googleapis.com'.";
  return refuse({
    code: 429,
    message,
    status: 'RESOURCE_EXHAUSTED',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'RATE_LIMIT_EXCEEDED',
        domain: 'googleapis.com',
        metadata: { quota_limit_value: '0', quota_unit: '1/min/{project}' },
      },
    ],
  });
}
