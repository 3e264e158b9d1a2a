export const apiScopes = [
  'POSTS_READ',
  'POSTS_WRITE',
  'ACCOUNTS_READ',
  'ACCOUNTS_WRITE',
  'MEDIA_READ',
  'MEDIA_WRITE',
  'KEYS_WRITE',
] as const;
export type ApiScope = (typeof apiScopes)[number];

/** Who asks: the workspace and the scopes that a key acts with. */
export type Actor = { workspaceId: string; apiKeyId: string; scopes: ReadonlySet<ApiScope> };

/** A caller's key does not have the scope that a field needs. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
  readonly scope: ApiScope;

  constructor(scope: ApiScope) {
    super(`This API key lacks the scope ${scope}. Use a key that has it.`);
    this.scope = scope;
  }
}

export function requireScope(actor: Actor, scope: ApiScope): void {
  if (!actor.scopes.has(scope)) throw new Forbidden(scope);
}
