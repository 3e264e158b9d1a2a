/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query Channels {\n  viewer {\n    workspace {\n      name\n    }\n    scopes\n  }\n  accounts {\n    id\n    network\n    username\n    status\n  }\n  channels {\n    channel\n    aliases\n    textLimit\n    textUnit\n    replies\n    maxContainers\n  }\n}": typeof types.ChannelsDocument,
    "mutation CreateAndPublish {\n  createPost(\n    input: {accounts: [\"bluesky\", \"mastodon\"], content: \"Hello from Postern: one call, every network.\", publish: true, waitSeconds: 10}\n  ) {\n    post {\n      id\n      status\n      deliveries {\n        account {\n          network\n          username\n        }\n        status\n        url\n      }\n      failedPlatforms {\n        channel\n        error {\n          message\n          hint\n        }\n      }\n    }\n    userErrors {\n      path\n      message\n    }\n    warnings {\n      path\n      message\n    }\n  }\n}": typeof types.CreateAndPublishDocument,
    "mutation CreateDraft {\n  createPost(input: {accounts: [\"bluesky\"], content: \"Not yet.\"}) {\n    post {\n      id\n      status\n    }\n    userErrors {\n      path\n      message\n    }\n  }\n}": typeof types.CreateDraftDocument,
    "query List {\n  posts(first: 10) {\n    totalCount\n    eventCursor\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      status\n      content\n      scheduledAt\n      publishedAt\n      deliveries {\n        account {\n          network\n          username\n        }\n        status\n        url\n        error {\n          message\n          hint\n        }\n      }\n    }\n  }\n}": typeof types.ListDocument,
    "mutation PublishThread {\n  createPost(\n    input: {accounts: [\"bluesky\", \"mastodon\"], containers: [{content: \"A thread of three. First: write once.\"}, {content: \"Second: every network gets it the way it likes.\"}, {content: \"Third: and you see what became of it.\"}], publish: true, waitSeconds: 15}\n  ) {\n    post {\n      status\n      deliveries {\n        account {\n          network\n        }\n        segments {\n          content\n          status\n          url\n        }\n      }\n    }\n    userErrors {\n      path\n      message\n    }\n  }\n}": typeof types.PublishThreadDocument,
    "subscription Watch {\n  postStatusChanged {\n    cursor\n    at\n    postId\n    previousStatus\n    status\n    delivery {\n      account {\n        network\n      }\n      url\n    }\n    previousDeliveryStatus\n    deliveryStatus\n  }\n}": typeof types.WatchDocument,
};
const documents: Documents = {
    "query Channels {\n  viewer {\n    workspace {\n      name\n    }\n    scopes\n  }\n  accounts {\n    id\n    network\n    username\n    status\n  }\n  channels {\n    channel\n    aliases\n    textLimit\n    textUnit\n    replies\n    maxContainers\n  }\n}": types.ChannelsDocument,
    "mutation CreateAndPublish {\n  createPost(\n    input: {accounts: [\"bluesky\", \"mastodon\"], content: \"Hello from Postern: one call, every network.\", publish: true, waitSeconds: 10}\n  ) {\n    post {\n      id\n      status\n      deliveries {\n        account {\n          network\n          username\n        }\n        status\n        url\n      }\n      failedPlatforms {\n        channel\n        error {\n          message\n          hint\n        }\n      }\n    }\n    userErrors {\n      path\n      message\n    }\n    warnings {\n      path\n      message\n    }\n  }\n}": types.CreateAndPublishDocument,
    "mutation CreateDraft {\n  createPost(input: {accounts: [\"bluesky\"], content: \"Not yet.\"}) {\n    post {\n      id\n      status\n    }\n    userErrors {\n      path\n      message\n    }\n  }\n}": types.CreateDraftDocument,
    "query List {\n  posts(first: 10) {\n    totalCount\n    eventCursor\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      status\n      content\n      scheduledAt\n      publishedAt\n      deliveries {\n        account {\n          network\n          username\n        }\n        status\n        url\n        error {\n          message\n          hint\n        }\n      }\n    }\n  }\n}": types.ListDocument,
    "mutation PublishThread {\n  createPost(\n    input: {accounts: [\"bluesky\", \"mastodon\"], containers: [{content: \"A thread of three. First: write once.\"}, {content: \"Second: every network gets it the way it likes.\"}, {content: \"Third: and you see what became of it.\"}], publish: true, waitSeconds: 15}\n  ) {\n    post {\n      status\n      deliveries {\n        account {\n          network\n        }\n        segments {\n          content\n          status\n          url\n        }\n      }\n    }\n    userErrors {\n      path\n      message\n    }\n  }\n}": types.PublishThreadDocument,
    "subscription Watch {\n  postStatusChanged {\n    cursor\n    at\n    postId\n    previousStatus\n    status\n    delivery {\n      account {\n        network\n      }\n      url\n    }\n    previousDeliveryStatus\n    deliveryStatus\n  }\n}": types.WatchDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Channels {\n  viewer {\n    workspace {\n      name\n    }\n    scopes\n  }\n  accounts {\n    id\n    network\n    username\n    status\n  }\n  channels {\n    channel\n    aliases\n    textLimit\n    textUnit\n    replies\n    maxContainers\n  }\n}"): (typeof documents)["query Channels {\n  viewer {\n    workspace {\n      name\n    }\n    scopes\n  }\n  accounts {\n    id\n    network\n    username\n    status\n  }\n  channels {\n    channel\n    aliases\n    textLimit\n    textUnit\n    replies\n    maxContainers\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateAndPublish {\n  createPost(\n    input: {accounts: [\"bluesky\", \"mastodon\"], content: \"Hello from Postern: one call, every network.\", publish: true, waitSeconds: 10}\n  ) {\n    post {\n      id\n      status\n      deliveries {\n        account {\n          network\n          username\n        }\n        status\n        url\n      }\n      failedPlatforms {\n        channel\n        error {\n          message\n          hint\n        }\n      }\n    }\n    userErrors {\n      path\n      message\n    }\n    warnings {\n      path\n      message\n    }\n  }\n}"): (typeof documents)["mutation CreateAndPublish {\n  createPost(\n    input: {accounts: [\"bluesky\", \"mastodon\"], content: \"Hello from Postern: one call, every network.\", publish: true, waitSeconds: 10}\n  ) {\n    post {\n      id\n      status\n      deliveries {\n        account {\n          network\n          username\n        }\n        status\n        url\n      }\n      failedPlatforms {\n        channel\n        error {\n          message\n          hint\n        }\n      }\n    }\n    userErrors {\n      path\n      message\n    }\n    warnings {\n      path\n      message\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateDraft {\n  createPost(input: {accounts: [\"bluesky\"], content: \"Not yet.\"}) {\n    post {\n      id\n      status\n    }\n    userErrors {\n      path\n      message\n    }\n  }\n}"): (typeof documents)["mutation CreateDraft {\n  createPost(input: {accounts: [\"bluesky\"], content: \"Not yet.\"}) {\n    post {\n      id\n      status\n    }\n    userErrors {\n      path\n      message\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query List {\n  posts(first: 10) {\n    totalCount\n    eventCursor\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      status\n      content\n      scheduledAt\n      publishedAt\n      deliveries {\n        account {\n          network\n          username\n        }\n        status\n        url\n        error {\n          message\n          hint\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query List {\n  posts(first: 10) {\n    totalCount\n    eventCursor\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      status\n      content\n      scheduledAt\n      publishedAt\n      deliveries {\n        account {\n          network\n          username\n        }\n        status\n        url\n        error {\n          message\n          hint\n        }\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PublishThread {\n  createPost(\n    input: {accounts: [\"bluesky\", \"mastodon\"], containers: [{content: \"A thread of three. First: write once.\"}, {content: \"Second: every network gets it the way it likes.\"}, {content: \"Third: and you see what became of it.\"}], publish: true, waitSeconds: 15}\n  ) {\n    post {\n      status\n      deliveries {\n        account {\n          network\n        }\n        segments {\n          content\n          status\n          url\n        }\n      }\n    }\n    userErrors {\n      path\n      message\n    }\n  }\n}"): (typeof documents)["mutation PublishThread {\n  createPost(\n    input: {accounts: [\"bluesky\", \"mastodon\"], containers: [{content: \"A thread of three. First: write once.\"}, {content: \"Second: every network gets it the way it likes.\"}, {content: \"Third: and you see what became of it.\"}], publish: true, waitSeconds: 15}\n  ) {\n    post {\n      status\n      deliveries {\n        account {\n          network\n        }\n        segments {\n          content\n          status\n          url\n        }\n      }\n    }\n    userErrors {\n      path\n      message\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription Watch {\n  postStatusChanged {\n    cursor\n    at\n    postId\n    previousStatus\n    status\n    delivery {\n      account {\n        network\n      }\n      url\n    }\n    previousDeliveryStatus\n    deliveryStatus\n  }\n}"): (typeof documents)["subscription Watch {\n  postStatusChanged {\n    cursor\n    at\n    postId\n    previousStatus\n    status\n    delivery {\n      account {\n        network\n      }\n      url\n    }\n    previousDeliveryStatus\n    deliveryStatus\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;