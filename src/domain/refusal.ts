/** What a person typed wrong, in the words of contract.graphql. */
export type UserErrorCode =
  | 'REQUIRED'
  | 'INVALID'
  | 'TOO_LONG'
  | 'TOO_MANY'
  | 'TOO_FEW'
  | 'TOO_LARGE'
  | 'UNKNOWN_ACCOUNT'
  | 'ACCOUNT_DISCONNECTED'
  | 'ACCOUNT_NEEDS_RECONNECT'
  | 'CHANNEL_UNAVAILABLE'
  | 'UNSUPPORTED_TYPE'
  | 'REPLIES_UNSUPPORTED'
  | 'MEDIA_REQUIRED'
  | 'MEDIA_UNSUPPORTED'
  | 'MEDIA_UNREADABLE'
  | 'MEDIA_NOT_FOUND'
  | 'MEDIA_FETCH_FAILED'
  | 'MEDIA_IN_USE'
  | 'OPTION_REQUIRED'
  | 'OPTION_INVALID'
  | 'SCHEDULED_TOO_FAR'
  | 'NOT_FOUND'
  | 'IMMUTABLE'
  | 'ALREADY_PUBLISHED'
  | 'STILL_PUBLISHING'
  | 'NOTHING_TO_RETRY'
  | 'VERSION_CONFLICT'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'CREDENTIALS_REJECTED'
  | 'LIMIT_REACHED';

export type UserError = {
  code: UserErrorCode;
  /** A sentence that a person can act on. */
  message: string;
  /** Into the input: ["input", "containers", "0", "content"]; for a stored post ["post", …]. */
  path: readonly string[];
  /** The network, where one is concerned. */
  network?: string;
  accountId?: string;
  limit?: number;
  actual?: number;
  unit?: string;
  /** With VERSION_CONFLICT. */
  currentVersion?: number;
};

export type WarningCode =
  | 'LINK_IGNORED'
  | 'OVERRIDE_UNUSED'
  | 'OPTION_UNUSED'
  | 'ALT_TEXT_MISSING'
  | 'ALT_TEXT_UNSUPPORTED'
  | 'ALT_TEXT_CUT'
  | 'MEDIA_NOT_CHECKED'
  | 'MEDIA_CONVERTED'
  | 'CREDENTIALS_EXPIRE_BEFORE_SCHEDULE'
  | 'INCOMPLETE'
  | 'ACCOUNT_NEEDS_RECONNECT';

export type Warning = {
  code: WarningCode;
  message: string;
  path: readonly string[];
  network?: string;
  accountId?: string;
};

/** An action's "no": everything that is wrong, at once, and nothing written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly userErrors: readonly UserError[];
  readonly warnings: readonly Warning[];

  constructor(userErrors: readonly UserError[], warnings: readonly Warning[] = []) {
    super(userErrors.map((error) => error.message).join(' '));
    this.userErrors = userErrors;
    this.warnings = warnings;
  }
}
