type Page = { pageInfo: unknown; nodes: unknown[] };

/** The page in an answer, told the same way whichever server gave it: times, big numbers and lists within objects. */
export function pageOf(answer: unknown): Page {
  const { data } = answer as { data: { posts: Page } };
  return plain(data.posts) as Page;
}

const time = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/;

function plain(value: unknown, key = ''): unknown {
  if (typeof value === 'string' && time.test(value)) return new Date(value).toISOString();
  if (key === 'bytes') return Number(value);
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, plain(inner, name)]);
  return ofTables(Object.fromEntries(entries));
}

/** Lists are wrapped in a schema that is made out of tables, and media in how they are used. */
function ofTables(value: Record<string, unknown>): unknown {
  const { nodes, medium, use } = value as {
    nodes?: unknown[];
    medium?: { altText: string | null };
    use?: string | null;
  };
  if (medium !== undefined) return { ...medium, altText: use ?? medium.altText };
  return nodes !== undefined && Object.keys(value).length === 1 ? nodes : value;
}
