import type { JsonObject } from '../../domain/json.ts';
import { schema } from './options.ts';

/** What the author chose, as posts and reels say it. */
export function chosen(options: JsonObject): { title: JsonObject; place: JsonObject; targeting: JsonObject } {
  const { title, placeId, targetCountries, targetMinimumAge } = schema.parse(options);
  const targeting = {
    ...(targetCountries && targetCountries.length > 0 ? { geo_locations: { countries: targetCountries } } : {}),
    ...(targetMinimumAge ? { age_min: targetMinimumAge } : {}),
  };
  return {
    title: title ? { title } : {},
    place: placeId ? { place: placeId } : {},
    targeting: Object.keys(targeting).length > 0 ? { targeting } : {},
  };
}
