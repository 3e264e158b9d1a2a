type Link = { url: string; title: string | null; description: string | null };

/** What a card says: what was given, else the address. */
export async function readLinkCard({ url, title, description }: Link) {
  return { title: title ?? new URL(url).host, description: description ?? '', thumbnail: null };
}
