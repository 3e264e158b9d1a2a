import { z } from 'zod';

/** "accounts/…/locations/…/localPosts/…" */
export const nameSchema = z.string().regex(/^accounts\/[^/]+\/locations\/[^/]+\/localPosts\/[^/]+$/);

/** What is used of a post. https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts#LocalPost */
export const postSchema = z.object({
  name: nameSchema,
  state: z.string().exactOptional(),
  searchUrl: z.string().exactOptional(),
});

const dateSchema = z.object({ year: z.int(), month: z.int(), day: z.int() });
const timeSchema = z.object({ hours: z.int(), minutes: z.int() });

/** …#LocalPostEvent. A day without a time is a whole one. */
const eventSchema = z.object({
  title: z.string(),
  schedule: z.object({
    startDate: dateSchema,
    startTime: timeSchema.exactOptional(),
    endDate: dateSchema,
    endTime: timeSchema.exactOptional(),
  }),
});

/** The post as it is to be. */
const newPostSchema = z.object({
  topicType: z.string(),
  summary: z.string().exactOptional(),
  languageCode: z.string().exactOptional(),
  callToAction: z.object({ actionType: z.string(), url: z.string().exactOptional() }).exactOptional(),
  event: eventSchema.exactOptional(),
  offer: z
    .object({
      couponCode: z.string().exactOptional(),
      redeemOnlineUrl: z.string().exactOptional(),
      termsConditions: z.string().exactOptional(),
    })
    .exactOptional(),
  media: z.array(z.object({ mediaFormat: z.literal('PHOTO'), sourceUrl: z.string() })).exactOptional(),
});
export type NewPost = z.infer<typeof newPostSchema>;

/** The request of a post: when it was planned, and the body. */
export const createSchema = z.object({ plannedAt: z.iso.datetime(), post: newPostSchema });

/** What a look for a lost post goes by. */
export const wantedSchema = z.object({
  since: z.iso.datetime(),
  topicType: z.string(),
  summary: z.string(),
  eventTitle: z.string(),
});
export type Wanted = z.infer<typeof wantedSchema>;
