import { GraphQLError, type ParseOptions, parse, type Source } from 'graphql';
import type { Plugin } from 'graphql-yoga';

const maxTokens = 5_000;

/** Caps a document's length in tokens, and gives what cannot be parsed a code. */
export function useCappedParsing(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string | Source, options?: ParseOptions) => {
        try {
          return parse(source, { ...options, maxTokens });
        } catch (error) {
          throw error instanceof GraphQLError ? unparsable(error) : error;
        }
      });
    },
  };
}

function unparsable(error: GraphQLError): GraphQLError {
  const { message, source = null, positions = null } = error;
  const http = { spec: true, status: 400 };
  return new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED', http } });
}
