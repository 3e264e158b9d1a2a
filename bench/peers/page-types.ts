/** The types of what page.ts asks for. */
export const pageTypes = `
  scalar DateTime
  type Query { posts(first: Int!): PostConnection! }
  type PostConnection { pageInfo: PageInfo!  nodes: [Post!]! }
  type PageInfo { hasNextPage: Boolean! }
  type Post {
    id: ID!  type: String!  status: String!  createdAt: DateTime!  scheduledAt: DateTime  publishedAt: DateTime
    containers: [Container!]!
    deliveries: [Delivery!]!
  }
  type Container { id: ID!  content: String  media: [Media!]! }
  type Media {
    id: ID!  kind: String!  filename: String!  mimeType: String!  bytes: Float!  width: Int  height: Int  altText: String
  }
  type Delivery { id: ID!  status: String!  publishedAt: DateTime  account: Account! }
  type Account { id: ID!  network: String!  username: String!  nickname: String  avatarUrl: String  status: String! }
`;
