import type { DeliveryError } from '../domain/delivery-error.ts';
import type { AccountStatus } from '../domain/statuses.ts';

/** An account as callers see it: everything but its credentials. Times are as answers write them. */
export type AccountView = {
  id: string;
  network: string;
  username: string;
  nickname: string | null;
  avatarUrl: string | null;
  status: AccountStatus;
  statusReason: DeliveryError | null;
  credentialsExpireAt: string | null;
  textLimit: number | null;
  createdAt: string;
};
