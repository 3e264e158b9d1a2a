import { createHash } from 'node:crypto';
import { type DocumentNode, GraphQLError, type ParseOptions, parse, type Source, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Limits, PersistedOperations } from '../config.ts';
import { limitExceeded } from './limit-exceeded.ts';
import { persistedTexts } from './persisted-operations.ts';

type Caps = Pick<Limits, 'maxTokens' | 'maxDocumentLength'>;
type Options = {
  limits: Caps;
  persisted: PersistedOperations;
  /** Whether errors name what was perhaps meant. */
  suggestions: boolean;
};

const maxRememberedBytes = 12 * 1024 ** 2;
const maxSeen = 10_000;

// What graphql-js 16 keeps of a document at most, measured: of a token with its node, and of a comment "#\n", which it does not count as a token.
const bytesPerToken = 500;
const bytesPerCharacter = 46;

/**
 * Parses within the limits and validates, and remembers valid documents that come again. Those that come once would pile up in the old
 * generation of V8's heap if they were remembered for a while.
 */
export function useDocuments({ limits, persisted, suggestions }: Options): Plugin {
  const remembered = new LRUCache<string, DocumentNode>({ maxSize: maxRememberedBytes, sizeCalculation: bytesOf });
  const seen = new LRUCache<string, true>({ max: maxSeen });
  const valid = new WeakSet<DocumentNode>();
  const textOf = persistedTexts(persisted);
  return {
    onParse({ params: { source }, context, setParsedDocument, setParseFn }) {
      const text = textOf(String(source), context.params.extensions);
      const known = remembered.get(text);
      if (known) setParsedDocument(known);
      else setParseFn((_source: string | Source, options?: ParseOptions) => parseWithin(limits, text, options));
    },
    onValidate({ params: { documentAST }, setResult, setValidationFn }) {
      if (valid.has(documentAST)) return setResult([]);
      setValidationFn((schema, document, rules) =>
        validate(schema, document, rules, { hideSuggestions: !suggestions }),
      );
      return (outcome) => {
        if (!outcome.valid) return;
        valid.add(documentAST);
        const text = documentAST.loc?.source.body ?? '';
        const digest = createHash('sha256').update(text).digest('base64');
        if (seen.has(digest)) remembered.set(text, documentAST);
        else seen.set(digest, true);
      };
    },
  };
}

function bytesOf(document: DocumentNode, text: string): number {
  return (document.tokenCount ?? 0) * bytesPerToken + text.length * bytesPerCharacter + 1;
}

function parseWithin({ maxTokens, maxDocumentLength }: Caps, text: string, options?: ParseOptions): DocumentNode {
  if (text.length > maxDocumentLength)
    throw limitExceeded({ code: 'LENGTH_EXCEEDED', actual: text.length, limit: maxDocumentLength });
  try {
    return parse(text, { ...options, maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (!tokensExceeded.test(error.message)) throw unparsable(error);
    throw limitExceeded({ code: 'TOKENS_EXCEEDED', actual: null, limit: maxTokens });
  }
}

/** graphql-js gives it no code, and stops counting at the limit. */
const tokensExceeded = /contains more tha[nt] \d+ tokens/;

function unparsable(error: GraphQLError): GraphQLError {
  const { message, source = null, positions = null } = error;
  const http = { spec: true, status: 400 };
  return new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED', http } });
}
