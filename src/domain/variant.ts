/** What a container's override replaces, for one channel or one account. Null inherits; an empty media list opts out. */
type OverrideOf<Medium> = {
  /** The network's name. */
  channel: string | null;
  accountId: string | null;
  content: string | null;
  media: readonly Medium[] | null;
};

export type ContainerOf<Medium> = {
  content: string | null;
  media: readonly Medium[];
  overrides: readonly OverrideOf<Medium>[];
};

/** What one account gets of a container. `…From` is the index of the override that it comes from, or null for the container's own. */
export type VariantOf<Medium> = {
  content: string | null;
  contentFrom: number | null;
  media: readonly Medium[];
  mediaFrom: number | null;
};

type Recipient = { accountId: string; channel: string };

/** The override for the account, else the one for its channel, else the container's own; for text and media each. */
export function resolveVariant<Medium>(
  container: ContainerOf<Medium>,
  { accountId, channel }: Recipient,
): VariantOf<Medium> {
  const { overrides } = container;
  const forAccount = overrides.findIndex((override) => override.accountId === accountId);
  const forChannel = overrides.findIndex((override) => override.channel === channel);
  const inOrder = [forAccount, forChannel].filter((index) => index >= 0);
  const contentFrom = inOrder.find((index) => overrides[index]?.content !== null) ?? null;
  const mediaFrom = inOrder.find((index) => overrides[index]?.media !== null) ?? null;
  return {
    content: contentFrom === null ? container.content : (overrides[contentFrom]?.content ?? null),
    contentFrom,
    media: mediaFrom === null ? container.media : (overrides[mediaFrom]?.media ?? []),
    mediaFrom,
  };
}
