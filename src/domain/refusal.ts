/** What a person typed wrong, in the words of contract.graphql. */
export type UserErrorCode =
  | 'REQUIRED'
  | 'INVALID'
  | 'TOO_LONG'
  | 'TOO_MANY'
  | 'TOO_FEW'
  | 'UNKNOWN_ACCOUNT'
  | 'ACCOUNT_DISCONNECTED'
  | 'REPLIES_UNSUPPORTED'
  | 'SCHEDULED_TOO_FAR'
  | 'NOT_FOUND'
  | 'ALREADY_PUBLISHED'
  | 'NOTHING_TO_RETRY'
  | 'CREDENTIALS_REJECTED'
  | 'CHANNEL_UNAVAILABLE'
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
};

export type WarningCode = 'ACCOUNT_NEEDS_RECONNECT';

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
