import { GraphQLError } from 'graphql';

type Code =
  | 'LENGTH_EXCEEDED'
  | 'TOKENS_EXCEEDED'
  | 'DEPTH_EXCEEDED'
  | 'ALIASES_EXCEEDED'
  | 'DIRECTIVES_EXCEEDED'
  | 'COST_EXCEEDED';

/** What is too much, and what to do instead. */
const sentences: Readonly<Record<Code, readonly [unit: string, advice: string]>> = {
  LENGTH_EXCEEDED: ['characters', 'Send texts and lists as variables.'],
  TOKENS_EXCEEDED: ['tokens', 'Send texts and lists as variables, or several requests.'],
  DEPTH_EXCEEDED: ['levels of fields', 'Ask for what lies deeper by its id, in a request of its own.'],
  ALIASES_EXCEEDED: ['fields that are aliased or repeated', 'Send several requests.'],
  DIRECTIVES_EXCEEDED: ['directives', 'Leave fields out instead of skipping them.'],
  COST_EXCEEDED: ['points of cost', 'Ask for smaller pages, or for fewer lists within lists.'],
};

/** A limit that a document passes. `actual` is null where nobody counted to the end. */
export type Excess = { code: Code; actual: number | null; limit: number; where?: string };

/** The answer to a document that passes a limit: by how much, and what to do. */
export function limitExceeded({ code, actual, limit, where }: Excess): GraphQLError {
  const [unit, advice] = sentences[code];
  const has = [actual ?? `more than ${limit}`, unit, ...(where ? [where] : [])].join(' ');
  const message = `The document has ${has}, and ${limit} is the most. ${advice}`;
  const http = { spec: true, status: 400 };
  return new GraphQLError(message, { extensions: { code, limit, ...(actual === null ? {} : { actual }), http } });
}
