import { z } from 'zod';
import { orJson } from '../graph/parameters.ts';

/** Whom something is shown to. https://developers.facebook.com/docs/graph-api/reference/page/feed: `targeting` */
export const targetingSchema = z
  .preprocess(
    orJson,
    z.object({
      geo_locations: z.object({ countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(25) }).optional(),
      age_min: z.literal([13, 15, 18, 21, 25]).optional(),
    }),
  )
  .optional();

export const placeSchema = z.union([z.string(), z.number().transform(String)]).optional();

type Said = { title?: string | undefined; place?: string | undefined; targeting?: z.infer<typeof targetingSchema> };

/** What is shown beside a post, of what was said of it. */
export function notesOf({ title, place, targeting }: Said): string[] {
  const countries = targeting?.geo_locations?.countries.join(', ');
  return [
    ...(title === undefined ? [] : [`Title: ${title}`]),
    ...(place === undefined ? [] : [`At ${place}`]),
    ...(countries === undefined ? [] : [`In ${countries}`]),
    ...(targeting?.age_min === undefined ? [] : [`From ${targeting.age_min} years`]),
  ];
}
