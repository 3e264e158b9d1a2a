export type EndedCode = 'CURSOR_EXPIRED' | 'CURSOR_INVALID' | 'SLOW_CONSUMER';

const sentences: Record<EndedCode, string> = {
  CURSOR_EXPIRED:
    'Events since this cursor are no longer kept. Read the posts again, and subscribe with the eventCursor of that answer.',
  CURSOR_INVALID: 'This cursor is not of this workspace. Pass one that an event, a post or a page of posts gave you.',
  SLOW_CONSUMER:
    'Events came faster than they were read. Subscribe again after the cursor in extensions to go on without a gap.',
};

/** Why a subscription cannot go on. `seq` is the last event that was read, where there was one. */
export class SubscriptionEnded extends Error {
  override readonly name = 'SubscriptionEnded';
  readonly code: EndedCode;
  readonly seq: bigint | null;

  constructor(code: EndedCode, seq: bigint | null = null) {
    super(sentences[code]);
    this.code = code;
    this.seq = seq;
  }
}
