import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const locationSchema = z.object({
  /** Twenty digits, more than a number holds. */
  id: z.string(),
  title: z.string(),
  street: z.string(),
  city: z.string(),
  mayPost: z.boolean(),
});
const businessSchema = z.object({ id: z.string(), name: z.string(), locations: z.array(locationSchema) });

export type Location = z.infer<typeof locationSchema>;
/** Who logs in: a name, the account of businesses that it has, and their locations. */
export type Business = z.infer<typeof businessSchema>;
export type Businesses = ReturnType<typeof openBusinesses>;

function digits(of: string): string {
  const digest = createHash('sha256').update(`google_business ${of}`).digest();
  return String(10_000_000_000_000_000_000n + (digest.readBigUInt64BE() % 8_000_000_000_000_000_000n));
}

/** Two places that may post, and one that is not verified yet. */
function businessNamed(name: string, title = name): Business {
  const place = (city: string, street: string, mayPost = true): Location => ({
    id: digits(`${name} ${city}`),
    title: `${title} ${city}`,
    street,
    city,
    mayPost,
  });
  const locations = [
    place('Bergen', 'Bryggen 7'),
    place('Trondheim', 'Olav Tryggvasons gate 12'),
    place('Bodø', 'Sjøgata 3', false),
  ];
  return { id: `1${digits(name)}`, name, locations };
}

const seeds = [
  businessNamed('harbourbakery', 'Harbour Bakery'),
  businessNamed('nordlys', 'Nordlys Cycles'),
  businessNamed('quietpages', 'Quiet Pages'),
];

/** Logins that exist from the start; the first is what demo mode connects. */
export const googleBusinessAccounts = seeds.map((business) => ({
  ...business,
  accessToken: `sandbox-token-${business.name}`,
  refreshToken: `sandbox-refresh-${business.name}`,
}));

export function openBusinesses({ store }: Pick<World, 'store'>) {
  const table = store.table('google_business/businesses', businessSchema);
  const known = new Map([...seeds, ...table.rows()].map((business) => [business.name, business]));
  return {
    /** The business of a name; made when it is met for the first time. */
    meet: (name: string): Business => {
      const met = known.get(name);
      if (met !== undefined) return met;
      const business = businessNamed(name);
      known.set(name, business);
      table.set(name, business);
      return business;
    },
    locationById: (id: string): Location | undefined =>
      [...known.values()].flatMap(({ locations }) => locations).find((location) => location.id === id),
  };
}

/** Somebody of such a name manages no business. */
export const managesNothing = ({ name }: Business): boolean => name.startsWith('nobusiness');

/** Google has not granted such a login's application access to the APIs. */
export const hasNoAccess = (name: string): boolean => name.startsWith('unapproved');
