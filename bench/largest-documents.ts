import { defaultLimits } from '../src/config.ts';

const { maxDocumentLength, maxTokens } = defaultLimits;

/** Documents of the largest size that is taken, by what they are full of. Those with different names are different. */
export const largestDocuments = {
  /** A comment is a token that graphql-js keeps and does not count: nothing of the same length takes more memory. */
  ofComments: (name: string) => `query ${name} { __typename }\n`.padEnd(maxDocumentLength, '#\n'),
  ofTokens: (name: string) =>
    `query ${name}($ids: [ID!]! = [${'"x" '.repeat(maxTokens - 40)}]) { nodes(ids: $ids) { id } }`,
  invalid: (name: string) => `query ${name} { ${'viewr '.repeat(40)} }`.padEnd(maxDocumentLength, '#\n'),
  unparsable: (name: string) => `query ${name} { `.padEnd(maxDocumentLength, '#\n'),
};
