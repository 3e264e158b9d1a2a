import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { z } from 'zod';
import type { PersistedOperations } from '../config.ts';

const named = z.object({ persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string() }) });

/** Lets requests name an operation that was persisted, in `extensions.persistedQuery` as Apollo's clients do, and bring no text. */
export function usePersistedOperations(): Plugin {
  return {
    onParams({ params, setParams }) {
      if (params.query === undefined && hashIn(params.extensions) !== null) setParams({ ...params, query: '' });
    },
  };
}

/** Gives the text of an operation: as it was sent, or where none was, as it was persisted. */
export function persistedTexts({ documents, only }: PersistedOperations) {
  const texts = new Set(documents.values());
  return (text: string, extensions: GraphQLParams['extensions']): string => {
    const hash = text === '' ? hashIn(extensions) : null;
    const found = hash === null ? text : documents.get(hash);
    if (found === undefined)
      throw refusal('PERSISTED_QUERY_NOT_FOUND', 'No operation was persisted under this hash. Send its text.');
    if (only && !texts.has(found))
      throw refusal(
        'PERSISTED_QUERY_REQUIRED',
        'This server runs persisted operations alone. Send the hash of one as extensions.persistedQuery.sha256Hash.',
      );
    return found;
  };
}

function hashIn(extensions: GraphQLParams['extensions']): string | null {
  return named.safeParse(extensions).data?.persistedQuery.sha256Hash ?? null;
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { spec: true, status: 400 } } });
}
