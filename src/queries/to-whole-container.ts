import { resolveVariant } from '../domain/variant.ts';
import type { AccountView } from './account-view.ts';
import { type AsJson, date } from './as-json.ts';
import type { MediaView } from './media-view.ts';
import type { WholeContainer, WholeOverride } from './whole-post.ts';

/** A container as container-json.ts reads it. */
export type ContainerRow = {
  id: string;
  content: string | null;
  media: AsJson<MediaView>[];
  overrides: OverrideRow[];
};

type OverrideRow = {
  channel: string | null;
  account: AsJson<AccountView> | null;
  content: string | null;
  media: AsJson<MediaView>[] | null;
};

export function toContainer({ media, overrides, ...row }: ContainerRow): WholeContainer {
  return { ...row, media: media.map(toMedium), overrides: overrides.map(toOverride) };
}

function toOverride({ account, media, ...row }: OverrideRow): WholeOverride {
  return { ...row, account: account && toAccount(account), media: media?.map(toMedium) ?? null };
}

function toMedium(row: AsJson<MediaView>): MediaView {
  return { ...row, createdAt: new Date(row.createdAt) };
}

export function toAccount(row: AsJson<AccountView>): AccountView {
  return { ...row, credentialsExpireAt: date(row.credentialsExpireAt), createdAt: new Date(row.createdAt) };
}

/** What an account gets of a container. */
export function variantOf(
  container: WholeContainer,
  { id, network }: AccountView,
): { content: string | null; media: MediaView[] } {
  const overrides = container.overrides.map((override) => ({ ...override, accountId: override.account?.id ?? null }));
  const { content, media } = resolveVariant({ ...container, overrides }, { accountId: id, channel: network });
  return { content, media: [...media] };
}
