import type { ApiScope } from '../src/domain/actor.ts';
import type { DeliveryErrorCode } from '../src/domain/delivery-error.ts';
import type { MediaKind, ReplyKind, TextUnit } from '../src/domain/profile.ts';
import type { UserErrorCode, WarningCode } from '../src/domain/refusal.ts';
import type { AccountStatus, AttemptOutcome, DeliveryStatus, PostStatus, PostType } from '../src/domain/statuses.ts';
import { channelOf, platforms } from '../src/platforms/index.ts';
import { builder } from './builder.ts';

/** The type asks for a description of every value. */
export function described<Value extends string>(values: Record<Value, string>) {
  const entries = (Object.keys(values) as Value[]).map((value) => [value, { value, description: values[value] }]);
  return Object.fromEntries(entries) as Record<Value, { value: Value; description: string }>;
}

/** Inside, a channel is its network's name; callers see it in capitals. */
const channelValues: Record<string, { value: string; description: string }> = Object.fromEntries(
  [...platforms.values()].map(({ profile }) => [
    channelOf(profile.network),
    { value: profile.network, description: `${profile.label}.` },
  ]),
);

export const Channel = builder.enumType('Channel', {
  description: 'A kind of destination.',
  values: channelValues,
});

export const PostTypeEnum = builder.enumType('PostType', {
  description: 'What a post is published as.',
  values: described<PostType>({
    POST: 'An ordinary post, on every channel.',
    STORY: 'A story, which networks take down after a day.',
    REEL: 'A short upright video.',
  }),
});

export const PostStatusEnum = builder.enumType('PostStatus', {
  description: 'Where a post stands, taken from its deliveries.',
  values: described<PostStatus>({
    DRAFT: 'Nothing happens until it is published.',
    SCHEDULED: 'It goes out at scheduledAt.',
    PUBLISHING: 'At least one delivery is waiting or under way.',
    POSTED: 'Every delivery is live, or was and has been removed.',
    PARTIALLY_POSTED: 'All deliveries have settled; some are live and some are not: see failedPlatforms.',
    FAILED: 'All deliveries have settled and none is live: see failedPlatforms.',
  }),
});

export const DeliveryStatusEnum = builder.enumType('DeliveryStatus', {
  description: 'Where one delivery stands.',
  values: described<DeliveryStatus>({
    PENDING: 'It waits: for its time, or for its next attempt.',
    PUBLISHING: 'A worker is publishing it.',
    POSTED: 'It is live at the network.',
    FAILED: 'It was given up: error says why.',
    UNKNOWN: 'The network’s answer was lost, and it may or may not be live: retryFailedPlatforms settles it.',
    PAUSED: 'It waits for a person to connect the account again, and then goes on by itself.',
    REMOVED: 'It was live and has been taken off the network.',
  }),
});

export const AccountStatusEnum = builder.enumType('AccountStatus', {
  description: 'Whether an account can be published to.',
  values: described<AccountStatus>({
    ACTIVE: 'It can be published to.',
    NEEDS_RECONNECT: 'Its credentials are no longer accepted: connect it again. Its deliveries wait as PAUSED.',
    DISCONNECTED: 'It was disconnected.',
  }),
});

export const AttemptOutcomeEnum = builder.enumType('AttemptOutcome', {
  description: 'What came of one try at a delivery.',
  values: described<AttemptOutcome>({
    RUNNING: 'It is under way.',
    SUCCEEDED: 'The delivery was published.',
    FAILED: 'The network refused it, or could not be reached.',
    UNKNOWN: 'The network’s answer was lost.',
    ABANDONED: 'Its worker stopped; another one went on from what was recorded.',
  }),
});

export const DeliveryErrorCodeEnum = builder.enumType('DeliveryErrorCode', {
  description: 'Why a delivery or an account is where it is, in one word.',
  values: described<DeliveryErrorCode>({
    RATE_LIMITED: 'The network asked to wait.',
    QUOTA_EXHAUSTED: 'The account or the application has used up what the network allows it.',
    CREDENTIALS_EXPIRED: 'The network no longer accepts the account’s credentials.',
    PERMISSION_DENIED: 'The account lacks a permission at the network.',
    POLICY_BLOCKED: 'The network holds it against its rules, or has restricted the account.',
    REJECTED: 'The network refused what was sent.',
    DUPLICATE: 'The network has the same post already.',
    MEDIA_REJECTED: 'The network refused a file.',
    MEDIA_FETCH_FAILED: 'The network could not fetch a file from this server.',
    UNAVAILABLE: 'The network did not answer properly.',
    OUTCOME_UNKNOWN: 'The network’s answer was lost, and nothing shows what became of the post.',
    ACCOUNT_DISCONNECTED: 'The account was disconnected before its turn.',
    UNSUPPORTED: 'The network does not offer this to the account.',
    INTERNAL: 'A fault in Postern.',
  }),
});

export const UserErrorCodeEnum = builder.enumType('UserErrorCode', {
  description: 'What is wrong with an input, in one word.',
  values: described<UserErrorCode>({
    REQUIRED: 'Something is missing.',
    INVALID: 'This cannot be, alone or together with what else was given.',
    TOO_LONG: 'A text is longer than a channel takes.',
    TOO_MANY: 'There are more than are allowed.',
    TOO_FEW: 'There are fewer than are needed.',
    TOO_LARGE: 'A file has more bytes than are taken.',
    ACCOUNT_NEEDS_RECONNECT: 'The account has to be connected again first.',
    UNSUPPORTED_TYPE: 'A selected channel does not have this type of post.',
    MEDIA_REQUIRED: 'A channel, or the type, needs media.',
    MEDIA_UNSUPPORTED: 'A channel does not take this medium, or not here.',
    MEDIA_UNREADABLE: 'The file cannot be understood.',
    MEDIA_NOT_FOUND: 'No medium of this workspace has this id.',
    MEDIA_FETCH_FAILED: 'The address of a medium could not be fetched.',
    MEDIA_IN_USE: 'A post that is not wholly posted uses the medium.',
    OPTION_REQUIRED: 'A channel cannot do without this option.',
    OPTION_INVALID: 'A channel does not take this option as it is.',
    IMMUTABLE: 'The post is on its way or published, and cannot be changed any more.',
    STILL_PUBLISHING: 'A delivery is under way.',
    VERSION_CONFLICT: 'Someone else has changed the post since; currentVersion says where it is now.',
    IDEMPOTENCY_KEY_REUSED: 'The key was used with another input.',
    UNKNOWN_ACCOUNT: 'No account of this workspace has this id, network or username.',
    ACCOUNT_DISCONNECTED: 'The account was disconnected.',
    REPLIES_UNSUPPORTED: 'A channel has no replies, so it takes one container only.',
    SCHEDULED_TOO_FAR: 'The time lies further ahead than limits.maxScheduleDays.',
    NOT_FOUND: 'There is no such thing in this workspace.',
    ALREADY_PUBLISHED: 'The post is on its way, or has been published.',
    NOTHING_TO_RETRY: 'No delivery that was named has failed.',
    CREDENTIALS_REJECTED: 'The network does not accept these credentials.',
    CHANNEL_UNAVAILABLE: 'The network cannot be reached, or is not set up on this server.',
    LIMIT_REACHED: 'The workspace has as many as it can.',
  }),
});

export const WarningCodeEnum = builder.enumType('WarningCode', {
  description: 'What is doubtful about an input, in one word.',
  values: described<WarningCode>({
    LINK_IGNORED: 'A channel drops the link.',
    OVERRIDE_UNUSED: 'No selected account uses the override.',
    OPTION_UNUSED: 'No selected account uses the options.',
    ALT_TEXT_MISSING: 'An image has no alt text.',
    ALT_TEXT_UNSUPPORTED: 'A channel has no place for an alt text.',
    ALT_TEXT_CUT: 'A channel takes shorter alt texts: what is beyond is left out there.',
    MEDIA_NOT_CHECKED: 'A medium is looked at only when the post is written.',
    MEDIA_CONVERTED: 'A medium is converted for a channel.',
    CREDENTIALS_EXPIRE_BEFORE_SCHEDULE: 'An account’s credentials end before the post is due.',
    INCOMPLETE: 'The draft was saved with this problem; publishing and scheduling refuse it.',
    ACCOUNT_NEEDS_RECONNECT: 'An account has to be connected again; its delivery waits as PAUSED until then.',
  }),
});

export const TextUnitEnum = builder.enumType('TextUnit', {
  description: 'What a network counts when it counts a text.',
  values: described<TextUnit>({
    WEIGHTED: 'Characters by weight: most count 1, others 2, and every link the same.',
    GRAPHEMES: 'Characters as readers see them.',
    CODE_POINTS: 'Unicode code points.',
    UTF16_UNITS: 'UTF-16 code units.',
    UTF8_BYTES: 'Bytes in UTF-8.',
    EMOJI_AS_BYTES: 'Code points, but an emoji counts as its bytes in UTF-8.',
  }),
});

export const ReplyKindEnum = builder.enumType('ReplyKind', {
  description: 'What containers after the first become on a channel.',
  values: described<ReplyKind>({
    NONE: 'Nothing: one container only.',
    THREAD: 'Replies, each to the one before.',
    COMMENT: 'Comments on the root.',
  }),
});

export const MediaKindEnum = builder.enumType('MediaKind', {
  description: 'A kind of media.',
  values: described<MediaKind>({
    IMAGE: 'A still image.',
    GIF: 'An animated image.',
    VIDEO: 'A video.',
    DOCUMENT: 'A document, such as a PDF.',
  }),
});

const scopeDescriptions: Record<ApiScope, string> = {
  POSTS_READ: 'See posts and their events.',
  POSTS_WRITE: 'Create and publish posts.',
  ACCOUNTS_READ: 'See accounts.',
  ACCOUNTS_WRITE: 'Connect accounts.',
  MEDIA_READ: 'See media.',
  MEDIA_WRITE: 'Upload and change media.',
  KEYS_WRITE: 'See, make and revoke API keys.',
};

export const ApiScopeEnum = builder.enumType('ApiScope', {
  description: 'What an API key may do.',
  values: described(scopeDescriptions),
});
