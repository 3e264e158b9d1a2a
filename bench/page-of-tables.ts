import { workspaceId } from './fill-workspace.ts';

/** The same page as page.ts asks for, of a schema that is made out of tables. */
export const pageOfTables = `query Page {
  posts: allPosts(first: 20, condition: { workspaceId: "${workspaceId}" }, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
    pageInfo { hasNextPage }
    nodes {
      id: rowId type status createdAt scheduledAt publishedAt
      containers: containersByPostId(orderBy: [POSITION_ASC]) {
        nodes {
          id: rowId content
          media: containerMediasByContainerId(condition: { overrideId: null }, orderBy: [CONTAINER_ID_ASC, POSITION_ASC]) {
            nodes { use: altText medium: mediaByMediaId { id: rowId kind filename mimeType bytes width height altText } }
          }
        }
      }
      deliveries: deliveriesByPostId(orderBy: [ROW_ID_ASC]) {
        nodes { id: rowId status publishedAt account: accountByAccountId { id: rowId network: channel username nickname avatarUrl status } }
      }
    }
  }
}`;
