/** What every server of the bench `read` is asked for: a page of 20 posts with containers, media, deliveries and accounts. */
export const pageDocument = `query Page {
  posts(first: 20) {
    pageInfo { hasNextPage }
    nodes {
      id type status createdAt scheduledAt publishedAt
      containers { id content media { id kind filename mimeType bytes width height altText } }
      deliveries { id status publishedAt account { id network username nickname avatarUrl status } }
    }
  }
}`;
