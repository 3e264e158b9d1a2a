import { createLRUCache } from 'graphql-yoga';

const maxLength = 10_000;

/** A cache of parsed documents by their text. Long ones are parsed every time: the cache is bounded in entries, not in bytes. */
export function shortDocuments<Value extends object>() {
  const entries = createLRUCache<Value>();
  return {
    get: (text: string) => entries.get(text),
    set(text: string, value: Value) {
      if (text.length <= maxLength) entries.set(text, value);
    },
  };
}
