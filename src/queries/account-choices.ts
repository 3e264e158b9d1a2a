import { requireScope } from '../domain/actor.ts';
import type { Choice } from '../platforms/platform.ts';
import type { QueryContext } from './query-context.ts';

type Context = QueryContext & { readChoices(accountId: string, option: string): Promise<Choice[] | null> };

/** What an account of the workspace can choose of an option. */
export function accountChoices(context: Context, accountId: string, option: string): Promise<Choice[] | null> {
  requireScope(context.actor, 'ACCOUNTS_READ');
  return context.readChoices(accountId, option);
}
