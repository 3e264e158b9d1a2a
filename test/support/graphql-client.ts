import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type DocumentNode, type FormattedExecutionResult, print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

type Target = { url: string; key?: string | null };
type Document<Data, Variables> = TypedDocumentNode<Data, Variables> | DocumentNode | string;

/** A client of the API over HTTP. */
export function graphqlClient({ url, key }: Target) {
  /** Sends an operation, whatever comes of it. */
  async function send<Data = Record<string, unknown>, Variables = Record<string, unknown>>(
    document: Document<Data, Variables>,
    variables?: Variables,
  ): Promise<FormattedExecutionResult<Data> & { httpStatus: number }> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify({ query: typeof document === 'string' ? document : print(document), variables }),
    });
    return { ...((await response.json()) as FormattedExecutionResult<Data>), httpStatus: response.status };
  }

  /** Sends an operation that is to succeed, and gives its data. */
  async function request<Data = Record<string, unknown>, Variables = Record<string, unknown>>(
    document: Document<Data, Variables>,
    variables?: Variables,
  ): Promise<Data> {
    const { data, errors } = await send(document, variables);
    if (errors || !data) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
    return data;
  }

  return { send, request };
}

/** A client of the API over a websocket. */
export function socketClient({ url, key }: Target): Client {
  const connectionParams = key ? { authorization: `Bearer ${key}` } : {};
  return createClient({
    url: socketUrl(url),
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    lazyCloseTimeout: 0,
  });
}

/** Where the API takes websockets. */
export function socketUrl(url: string): string {
  return `${url.replace(/^http/, 'ws')}/graphql`;
}
