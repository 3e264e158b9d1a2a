export type DeliveryErrorCode =
  | 'RATE_LIMITED'
  | 'QUOTA_EXHAUSTED'
  | 'CREDENTIALS_EXPIRED'
  | 'PERMISSION_DENIED'
  | 'POLICY_BLOCKED'
  | 'REJECTED'
  | 'DUPLICATE'
  | 'MEDIA_REJECTED'
  | 'MEDIA_FETCH_FAILED'
  | 'UNAVAILABLE'
  | 'OUTCOME_UNKNOWN'
  | 'ACCOUNT_DISCONNECTED'
  | 'UNSUPPORTED'
  | 'INTERNAL';

/** Why a delivery is where it is: what happened, and what to do. */
export type DeliveryError = { code: DeliveryErrorCode; message: string; retryable: boolean; hint: string };

/** The closed set of ways in which a call can fail. Rooms sort every answer of their network into it. */
export type FailureKind =
  | 'auth_expired'
  | 'auth_revoked'
  | 'permission'
  | 'rate_limited'
  | 'quota_exhausted'
  | 'validation'
  | 'media_rejected'
  | 'media_fetch_failed'
  | 'duplicate'
  | 'not_found'
  | 'transient'
  | 'policy_blocked'
  | 'unsupported'
  | 'internal';

/** What publishing does after a failure: try again after a pause, at the network's time, with renewed credentials, after a person reconnected, or not. */
type Remedy = 'backoff' | 'at_reset' | 'renew' | 'reconnect' | 'none';

type KindOfFailure = { code: DeliveryErrorCode; remedy: Remedy; retryable: boolean; hint: string };

export const failureKinds: Record<FailureKind, KindOfFailure> = {
  auth_expired: {
    code: 'CREDENTIALS_EXPIRED',
    remedy: 'renew',
    retryable: true,
    hint: 'Connect the account again with connectAccount or startAccountConnection; the delivery then goes on by itself.',
  },
  auth_revoked: {
    code: 'CREDENTIALS_EXPIRED',
    remedy: 'reconnect',
    retryable: true,
    hint: 'Connect the account again with connectAccount or startAccountConnection; the delivery then goes on by itself.',
  },
  permission: {
    code: 'PERMISSION_DENIED',
    remedy: 'none',
    retryable: true,
    hint: 'Give the account the permission that the network names, connect it again, then call retryFailedPlatforms.',
  },
  rate_limited: {
    code: 'RATE_LIMITED',
    remedy: 'at_reset',
    retryable: true,
    hint: 'Nothing to do: the delivery goes on when the network allows it.',
  },
  quota_exhausted: {
    code: 'QUOTA_EXHAUSTED',
    remedy: 'at_reset',
    retryable: true,
    hint: 'Nothing to do: the delivery goes on when the network’s quota is renewed.',
  },
  validation: {
    code: 'REJECTED',
    remedy: 'none',
    retryable: false,
    hint: 'Change what the network objects to, and send it as a new post.',
  },
  media_rejected: {
    code: 'MEDIA_REJECTED',
    remedy: 'none',
    retryable: false,
    hint: 'Use a file that the network takes, and send it as a new post.',
  },
  media_fetch_failed: {
    code: 'MEDIA_FETCH_FAILED',
    remedy: 'backoff',
    retryable: true,
    hint: 'Check that PUBLIC_URL can be reached from the internet, then call retryFailedPlatforms.',
  },
  duplicate: {
    code: 'DUPLICATE',
    remedy: 'none',
    retryable: false,
    hint: 'The network has this text already. Change it, and send it as a new post.',
  },
  not_found: {
    code: 'REJECTED',
    remedy: 'none',
    retryable: false,
    hint: 'What this refers to is no longer at the network. Send it as a new post.',
  },
  transient: {
    code: 'UNAVAILABLE',
    remedy: 'backoff',
    retryable: true,
    hint: 'The network did not answer properly several times. Call retryFailedPlatforms once it is well again.',
  },
  policy_blocked: {
    code: 'POLICY_BLOCKED',
    remedy: 'none',
    retryable: false,
    hint: 'The network holds this against its rules or has restricted the account. Settle that there, then call retryFailedPlatforms.',
  },
  unsupported: {
    code: 'UNSUPPORTED',
    remedy: 'none',
    retryable: false,
    hint: 'The network does not offer this to the account. Publish without it, as a new post.',
  },
  internal: {
    code: 'INTERNAL',
    remedy: 'backoff',
    retryable: true,
    hint: 'This is a fault in Postern. Its log has the details under the delivery’s id; call retryFailedPlatforms after it is mended.',
  },
};
