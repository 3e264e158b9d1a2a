/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whether an account can be published to. */
export type AccountStatus =
  /** It can be published to. */
  | 'ACTIVE'
  /** It was disconnected. */
  | 'DISCONNECTED'
  /** Its credentials are no longer accepted: connect it again. Its deliveries wait as PAUSED. */
  | 'NEEDS_RECONNECT';

/** What an API key may do. */
export type ApiScope =
  /** See accounts. */
  | 'ACCOUNTS_READ'
  /** Connect accounts. */
  | 'ACCOUNTS_WRITE'
  /** See, make and revoke API keys. */
  | 'KEYS_WRITE'
  /** See media. */
  | 'MEDIA_READ'
  /** Upload and change media. */
  | 'MEDIA_WRITE'
  /** See posts and their events. */
  | 'POSTS_READ'
  /** Create and publish posts. */
  | 'POSTS_WRITE';

/** A kind of destination. */
export type Channel =
  /** Bluesky. */
  | 'BLUESKY'
  /** Facebook. */
  | 'FACEBOOK'
  /** Google Business. */
  | 'GOOGLE_BUSINESS'
  /** Instagram. */
  | 'INSTAGRAM'
  /** LinkedIn. */
  | 'LINKEDIN'
  /** LinkedIn Page. */
  | 'LINKEDIN_PAGE'
  /** Mastodon. */
  | 'MASTODON'
  /** Pinterest. */
  | 'PINTEREST'
  /** Snapchat. */
  | 'SNAPCHAT'
  /** Threads. */
  | 'THREADS'
  /** TikTok. */
  | 'TIKTOK'
  /** X. */
  | 'X'
  /** YouTube. */
  | 'YOUTUBE';

/** Where one delivery stands. */
export type DeliveryStatus =
  /** It was given up: error says why. */
  | 'FAILED'
  /** It waits for a person to connect the account again, and then goes on by itself. */
  | 'PAUSED'
  /** It waits: for its time, or for its next attempt. */
  | 'PENDING'
  /** It is live at the network. */
  | 'POSTED'
  /** A worker is publishing it. */
  | 'PUBLISHING'
  /** It was live and has been taken off the network. */
  | 'REMOVED'
  /** The network’s answer was lost, and it may or may not be live: retryFailedPlatforms settles it. */
  | 'UNKNOWN';

/** Where a post stands, taken from its deliveries. */
export type PostStatus =
  /** Nothing happens until it is published. */
  | 'DRAFT'
  /** All deliveries have settled and none is live: see failedPlatforms. */
  | 'FAILED'
  /** All deliveries have settled; some are live and some are not: see failedPlatforms. */
  | 'PARTIALLY_POSTED'
  /** Every delivery is live, or was and has been removed. */
  | 'POSTED'
  /** At least one delivery is waiting or under way. */
  | 'PUBLISHING'
  /** It goes out at scheduledAt. */
  | 'SCHEDULED';

/** What containers after the first become on a channel. */
export type ReplyKind =
  /** Comments on the root. */
  | 'COMMENT'
  /** Nothing: one container only. */
  | 'NONE'
  /** Replies, each to the one before. */
  | 'THREAD';

/** What a network counts when it counts a text. */
export type TextUnit =
  /** Unicode code points. */
  | 'CODE_POINTS'
  /** Code points, but an emoji counts as its bytes in UTF-8. */
  | 'EMOJI_AS_BYTES'
  /** Characters as readers see them. */
  | 'GRAPHEMES'
  /** Bytes in UTF-8. */
  | 'UTF8_BYTES'
  /** UTF-16 code units. */
  | 'UTF16_UNITS'
  /** Characters by weight: most count 1, others 2, and every link the same. */
  | 'WEIGHTED';

export type ChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ChannelsQuery = { viewer: { scopes: Array<ApiScope>, workspace: { name: string } }, accounts: Array<{ id: string, network: string, username: string, status: AccountStatus }>, channels: Array<{ channel: Channel, aliases: Array<string>, textLimit: number | null, textUnit: TextUnit, replies: ReplyKind, maxContainers: number }> };

export type CreateAndPublishMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateAndPublishMutation = { createPost: { post: { id: string, status: PostStatus, deliveries: Array<{ status: DeliveryStatus, url: string | null, account: { network: string, username: string } }>, failedPlatforms: Array<{ channel: Channel, error: { message: string, hint: string } }> } | null, userErrors: Array<{ path: Array<string>, message: string }>, warnings: Array<{ path: Array<string>, message: string }> } };

export type CreateDraftMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateDraftMutation = { createPost: { post: { id: string, status: PostStatus } | null, userErrors: Array<{ path: Array<string>, message: string }> } };

export type ListQueryVariables = Exact<{ [key: string]: never; }>;


export type ListQuery = { posts: { totalCount: number, eventCursor: string, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, status: PostStatus, content: string | null, scheduledAt: string | null, publishedAt: string | null, deliveries: Array<{ status: DeliveryStatus, url: string | null, account: { network: string, username: string }, error: { message: string, hint: string } | null }> }> } };

export type PublishThreadMutationVariables = Exact<{ [key: string]: never; }>;


export type PublishThreadMutation = { createPost: { post: { status: PostStatus, deliveries: Array<{ account: { network: string }, segments: Array<{ content: string | null, status: DeliveryStatus, url: string | null }> }> } | null, userErrors: Array<{ path: Array<string>, message: string }> } };

export type WatchSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchSubscription = { postStatusChanged: { cursor: string, at: string, postId: string, previousStatus: PostStatus | null, status: PostStatus | null, previousDeliveryStatus: DeliveryStatus | null, deliveryStatus: DeliveryStatus | null, delivery: { url: string | null, account: { network: string } } | null } };


export const ChannelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workspace"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"network"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"}},{"kind":"Field","name":{"kind":"Name","value":"textLimit"}},{"kind":"Field","name":{"kind":"Name","value":"textUnit"}},{"kind":"Field","name":{"kind":"Name","value":"replies"}},{"kind":"Field","name":{"kind":"Name","value":"maxContainers"}}]}}]}}]} as unknown as DocumentNode<ChannelsQuery, ChannelsQueryVariables>;
export const CreateAndPublishDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateAndPublish"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPost"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accounts"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"bluesky","block":false},{"kind":"StringValue","value":"mastodon","block":false}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"content"},"value":{"kind":"StringValue","value":"Hello from Postern: one call, every network.","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"publish"},"value":{"kind":"BooleanValue","value":true}},{"kind":"ObjectField","name":{"kind":"Name","value":"waitSeconds"},"value":{"kind":"IntValue","value":"10"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"post"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"network"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failedPlatforms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateAndPublishMutation, CreateAndPublishMutationVariables>;
export const CreateDraftDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateDraft"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPost"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accounts"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"bluesky","block":false}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"content"},"value":{"kind":"StringValue","value":"Not yet.","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"post"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateDraftMutation, CreateDraftMutationVariables>;
export const ListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"List"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"posts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"eventCursor"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"scheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"network"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"hint"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ListQuery, ListQueryVariables>;
export const PublishThreadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishThread"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPost"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accounts"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"bluesky","block":false},{"kind":"StringValue","value":"mastodon","block":false}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"containers"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"content"},"value":{"kind":"StringValue","value":"A thread of three. First: write once.","block":false}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"content"},"value":{"kind":"StringValue","value":"Second: every network gets it the way it likes.","block":false}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"content"},"value":{"kind":"StringValue","value":"Third: and you see what became of it.","block":false}}]}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"publish"},"value":{"kind":"BooleanValue","value":true}},{"kind":"ObjectField","name":{"kind":"Name","value":"waitSeconds"},"value":{"kind":"IntValue","value":"15"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"post"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"network"}}]}},{"kind":"Field","name":{"kind":"Name","value":"segments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PublishThreadMutation, PublishThreadMutationVariables>;
export const WatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Watch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"postStatusChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"postId"}},{"kind":"Field","name":{"kind":"Name","value":"previousStatus"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"network"}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousDeliveryStatus"}},{"kind":"Field","name":{"kind":"Name","value":"deliveryStatus"}}]}}]}}]} as unknown as DocumentNode<WatchSubscription, WatchSubscriptionVariables>;