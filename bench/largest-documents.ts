import { defaultLimits } from '../src/config.ts';

const { maxDocumentLength, maxTokens } = defaultLimits;

/** A comment is a token that graphql-js keeps and does not count: nothing of the same length takes more memory. */
const ofComments = (name: string) => `query ${name} { __typename }\n`.padEnd(maxDocumentLength, '#\n');
const ofTokens = (name: string) =>
  `query ${name}($ids: [ID!]! = [${'"x" '.repeat(maxTokens - 40)}]) { nodes(ids: $ids) { id } }`;
const invalid = (name: string) => `query ${name} { ${'viewr '.repeat(40)} }`.padEnd(maxDocumentLength, '#\n');
const unparsable = (name: string) => `query ${name} { `.padEnd(maxDocumentLength, '#\n');

const comments = Array.from({ length: 6 }, () => ofComments);
const kinds = [...comments, ofTokens, ofTokens, ofTokens, invalid, unparsable];

/** Documents of the largest size that is taken, of every kind, each with a name of its own. */
export function largestDocuments(count: number, name: string): string[] {
  return Array.from({ length: count }, (_, at) => (kinds[at % kinds.length] ?? ofTokens)(`${name}${at}`));
}
