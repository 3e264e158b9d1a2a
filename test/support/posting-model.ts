import { newId } from '../../src/domain/ids.ts';
import type { MediaKind } from '../../src/domain/profile.ts';
import { networkNamed, platforms } from '../../src/platforms/index.ts';
import { startTestApp, type TestApp } from './app.ts';

/** A Postern with an account on every channel; where publishing is not built yet the account opens nothing. */
export async function startPostingModel(environment: Record<string, string> = {}): Promise<TestApp> {
  const app = await startTestApp({ environment });
  const { id: workspaceId } = await app.database.workspace.findFirstOrThrow();
  for (const network of platforms.keys()) {
    const known = await app.database.account.count({ where: { channel: network } });
    if (known > 0) continue;
    const id = newId('Account');
    await app.database.account.create({
      data: { id, workspaceId, channel: network, remoteId: id, username: `my_${network}`, credentials: 'none' },
    });
  }
  return app;
}

export async function accountOn(app: TestApp, network: string): Promise<string> {
  const { id } = await app.database.account.findFirstOrThrow({
    where: { channel: networkNamed(network) ?? network },
    orderBy: { id: 'asc' },
  });
  return id;
}

type Medium = {
  kind?: MediaKind;
  mimeType?: string;
  bytes?: number;
  width?: number;
  height?: number;
  durationMs?: number;
  altText?: string;
};

/** A medium of the library, as if it had been uploaded. */
export async function storeMedium(
  app: TestApp,
  { kind = 'IMAGE', mimeType = 'image/jpeg', bytes = 1000, width = 1080, height = 1080, ...others }: Medium = {},
): Promise<string> {
  const { id: workspaceId } = await app.database.workspace.findFirstOrThrow();
  const id = newId('Media');
  const row = {
    id,
    workspaceId,
    kind,
    contentHash: '0'.repeat(64),
    filename: 'file',
    mimeType,
    bytes: BigInt(bytes),
    width,
    height,
  };
  await app.database.media.create({ data: { ...row, ...others } });
  return id;
}

const fields = /* GraphQL */ `
  post {
    id type status isDraft content version scheduledAt occursAt publishedAt createdAt
    accounts { id network username nickname }
    containers { id content media { id filename } overrides { channel account { id } content media { id } } }
    deliveries { id status url account { id network } segments { content } }
    failedPlatforms { channel error { code message hint } }
    link { url title }
    options { pinterest { boardId } mastodon { visibility } }
    accountOptions { account { id } options { mastodon { visibility } } }
  }
  userErrors { code message path channel accountId limit actual unit currentVersion }
  warnings { code message path channel accountId }
`;

export type Post = {
  id: string;
  type: string;
  status: string;
  isDraft: boolean;
  content: string | null;
  version: number;
  scheduledAt: string | null;
  occursAt: string | null;
  publishedAt: string | null;
  accounts: { id: string; network: string; username: string; nickname: string | null }[];
  containers: {
    id: string;
    content: string | null;
    media: { id: string }[];
    overrides: {
      channel: string | null;
      account: { id: string } | null;
      content: string | null;
      media: { id: string }[] | null;
    }[];
  }[];
  deliveries: {
    id: string;
    status: string;
    url: string | null;
    account: { id: string; network: string };
    segments: { content: string | null }[];
  }[];
  failedPlatforms: { channel: string; error: { code: string; message: string; hint: string } }[];
  link: { url: string; title: string | null } | null;
  options: { pinterest: { boardId: string | null } | null; mastodon: { visibility: string | null } | null } | null;
  accountOptions: { account: { id: string }; options: { mastodon: { visibility: string | null } | null } }[];
};
export type Problem = {
  code: string;
  message: string;
  path: string[];
  channel: string | null;
  accountId: string | null;
};
export type Answer = {
  post: Post | null;
  userErrors: (Problem & {
    limit: number | null;
    actual: number | null;
    unit: string | null;
    currentVersion: number | null;
  })[];
  warnings: Problem[];
  replayed?: boolean;
  deletedId?: string | null;
  removals?: { outcome: string; account: { id: string } }[];
};

type Verb = 'createPost' | 'updatePost' | 'publishPost' | 'retryFailedPlatforms' | 'deletePost';
const more: Partial<Record<Verb, string>> = { deletePost: 'deletedId removals { outcome message account { id } }' };
const replaying = new Set<Verb>(['createPost', 'publishPost', 'retryFailedPlatforms']);

/** Calls a mutation of posts over HTTP. */
export async function call(app: TestApp, verb: Verb, input: Record<string, unknown>): Promise<Answer> {
  const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input`;
  const selection = `${fields} ${more[verb] ?? ''} ${replaying.has(verb) ? 'replayed' : ''}`;
  const { data, errors } = await app.graphql<Record<Verb, Answer>>(
    `mutation ($input: ${type}!) { ${verb}(input: $input) { ${selection} } }`,
    { input },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data[verb];
}

/** The post of a call that is to succeed. */
export async function done(app: TestApp, verb: Verb, input: Record<string, unknown>): Promise<Post> {
  const { post, userErrors } = await call(app, verb, input);
  if (!post) throw new Error(JSON.stringify(userErrors));
  return post;
}

export type Validation = Pick<Answer, 'userErrors' | 'warnings'> & {
  valid: boolean;
  variants: {
    account: { network: string };
    containers: {
      content: string | null;
      length: number;
      limit: number | null;
      unit: string;
      media: { media: { id: string } | null }[];
    }[];
    link: { url: string } | null;
  }[];
};

export async function validate(app: TestApp, input: Record<string, unknown>): Promise<Validation> {
  const selection = `valid userErrors { code message path channel accountId limit actual unit } warnings { code message path channel accountId }
    variants { account { network } containers { content length limit unit media { media { id } } } link { url } }`;
  const { data, errors } = await app.graphql<{ validatePost: Validation }>(
    `query ($input: CreatePostInput!) { validatePost(input: $input) { ${selection} } }`,
    { input },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.validatePost;
}
