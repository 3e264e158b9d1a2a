import { createRequire } from 'node:module';
import type * as Atproto from '@atproto/api';
import type { Json, JsonObject } from '../../domain/json.ts';

const load = createRequire(import.meta.url);

const MENTION = 'app.bsky.richtext.facet#mention';

/** The handles that a text mentions, each once. Their DIDs have to be asked for. */
export function handlesIn(text: string): string[] {
  const handles = facetsOf(text).flatMap(({ features }) => features.filter(({ $type }) => $type === MENTION));
  return [...new Set(handles.map(({ did }) => String(did)))];
}

/** What makes links, hashtags and mentions of a text clickable. A handle that stands for nobody stays plain text. */
export function facetsIn(text: string, dids: Readonly<Record<string, string>>): JsonObject[] {
  return facetsOf(text).flatMap(({ index, features }) => {
    const known = features.flatMap((feature) => resolved(feature, dids));
    const { byteStart, byteEnd } = index;
    return known.length === 0 ? [] : [{ index: { byteStart, byteEnd }, features: known }];
  });
}

function resolved(feature: JsonObject, dids: Readonly<Record<string, string>>): JsonObject[] {
  if (feature.$type !== MENTION) return [feature];
  const did = dids[String(feature.did)];
  return did === undefined ? [] : [{ $type: MENTION, did }];
}

/** RichText counts in UTF-8 bytes, as https://docs.bsky.app/docs/advanced-guides/post-richtext wants it. */
function facetsOf(text: string): { index: { byteStart: number; byteEnd: number }; features: JsonObject[] }[] {
  // 400 modules and 14 MB, for those that publish alone.
  const { RichText } = load('@atproto/api') as typeof Atproto;
  const richText = new RichText({ text });
  richText.detectFacetsWithoutResolution();
  return (richText.facets ?? []).map(({ index, features }) => ({
    index,
    features: features.map((feature) => ({ ...feature }) as { [key: string]: Json }),
  }));
}
