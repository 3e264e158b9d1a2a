import type { DeliveryError } from './delivery-error.ts';
import type { AccountStatus } from './statuses.ts';

/** An account that cannot be published to, as a delivery finds it. */
export type Blockage = {
  username: string;
  accountStatus: AccountStatus;
  /** Why it has to be connected again, where that was written. */
  reason: DeliveryError | null;
  /** Whether a commit of the delivery may have happened. */
  outcomeOpen: boolean;
};

/** Why a delivery is PAUSED, and what makes it go on. */
export function blockageError({ username, accountStatus, reason, outcomeOpen }: Blockage): DeliveryError {
  const hint =
    'Connect the account again with connectAccount or startAccountConnection; the delivery then goes on by itself.';
  const maybe = outcomeOpen ? ' It may be published already: that is looked up then.' : '';
  if (accountStatus === 'DISCONNECTED')
    return { code: 'ACCOUNT_DISCONNECTED', message: `@${username} was disconnected.${maybe}`, retryable: true, hint };
  const known = reason ?? {
    code: 'CREDENTIALS_EXPIRED',
    message: `@${username} needs to be connected again.`,
    retryable: true,
    hint,
  };
  return { ...known, message: `${known.message}${maybe}` };
}
