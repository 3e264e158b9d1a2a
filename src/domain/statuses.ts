export const postStatuses = ['DRAFT', 'SCHEDULED', 'PUBLISHING', 'POSTED', 'PARTIALLY_POSTED', 'FAILED'] as const;
export type PostStatus = (typeof postStatuses)[number];

export const deliveryStatuses = ['PENDING', 'PUBLISHING', 'POSTED', 'FAILED', 'UNKNOWN', 'PAUSED', 'REMOVED'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export const attemptOutcomes = ['RUNNING', 'SUCCEEDED', 'FAILED', 'UNKNOWN', 'ABANDONED'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

export const accountStatuses = ['ACTIVE', 'NEEDS_RECONNECT', 'DISCONNECTED'] as const;
export type AccountStatus = (typeof accountStatuses)[number];

export const postTypes = ['POST', 'STORY', 'REEL'] as const;
export type PostType = (typeof postTypes)[number];
