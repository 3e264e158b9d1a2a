import type { TestApp } from './app.ts';

const postFields = /* GraphQL */ `
  id status eventCursor
  deliveries {
    id status url remoteId nextAttemptAt account { id network username status }
    error { code message retryable hint }
    segments { status url remoteId container { content } error { code } }
    attempts { outcome error { code } }
  }
  failedPlatforms { channel error { code message retryable hint } }
`;

export type DeliveryView = {
  id: string;
  status: string;
  url: string | null;
  remoteId: string | null;
  nextAttemptAt: string | null;
  account: { id: string; network: string; username: string; status: string };
  error: { code: string; message: string; retryable: boolean; hint: string } | null;
  segments: {
    status: string;
    url: string | null;
    remoteId: string | null;
    container: { content: string };
    error: { code: string } | null;
  }[];
  attempts: { outcome: string; error: { code: string } | null }[];
};
export type PostView = {
  id: string;
  status: string;
  eventCursor: string;
  deliveries: DeliveryView[];
  failedPlatforms: { channel: string; error: { code: string; message: string; retryable: boolean; hint: string } }[];
};
export type Payload = {
  post: PostView | null;
  userErrors: {
    code: string;
    message: string;
    path: string[];
    limit: number | null;
    actual: number | null;
    unit: string | null;
    channel: string | null;
  }[];
  warnings: { code: string; message: string; path: string[] }[];
};

const payload = `post { ${postFields} } userErrors { code message path limit actual unit channel } warnings { code message path }`;

type Verb = 'createPost' | 'publishPost' | 'retryFailedPlatforms';

/** Calls a mutation of posts through the API, and gives its payload. */
export async function mutate(app: TestApp, verb: Verb, input: Record<string, unknown>): Promise<Payload> {
  const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { ${payload} } }`;
  const { data, errors } = await app.graphql<Record<Verb, Payload>>(query, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data[verb];
}

/** The post that a mutation made. Fails where it was refused. */
export async function made(app: TestApp, verb: Verb, input: Record<string, unknown>): Promise<PostView> {
  const { post, userErrors } = await mutate(app, verb, input);
  if (!post || userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  return post;
}

export async function readPost(app: TestApp, id: string): Promise<PostView> {
  const { data, errors } = await app.graphql<{ post: PostView }>(
    `query ($id: ID!) { post(id: $id) { ${postFields} } }`,
    { id },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.post;
}

export function deliveryTo(post: PostView, network: string): DeliveryView {
  const delivery = post.deliveries.find(({ account }) => account.network === network);
  if (!delivery) throw new Error(`The post does not go to ${network}.`);
  return delivery;
}
