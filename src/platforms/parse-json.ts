/** Parses a network's JSON. Integers that a double cannot hold (ids of 19 digits) come as strings, with every digit. */
export function parseJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const source = context?.source ?? '';
    return /^-?\d+$/.test(source) ? source : value;
  });
}
