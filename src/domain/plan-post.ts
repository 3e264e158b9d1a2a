import { type ContainerDraft, checkContainers, type Target } from './check-containers.ts';
import { checkSchedule, type Timing, timingOf } from './check-schedule.ts';
import type { Profile } from './profile.ts';
import type { UserError, Warning } from './refusal.ts';
import { type SelectableAccount, selectAccounts } from './select-accounts.ts';

/** What a caller sends, with nothing assumed. */
export type PostInput = {
  accounts: readonly string[];
  content?: string | null | undefined;
  containers?: readonly { content?: string | null | undefined }[] | null | undefined;
  scheduledAt?: Date | null | undefined;
  publish?: boolean | null | undefined;
};

export type PlanAccount = SelectableAccount & { textLimit: number | null };

/** What the rules are applied to and with. */
export type PlanFacts = {
  accounts: readonly PlanAccount[];
  profileOf(network: string): Profile;
  networkNamed(name: string): string | null;
  now: Date;
  maxScheduleDays: number;
  maxContainers: number;
};

export type PostPlan = {
  accounts: PlanAccount[];
  containers: ContainerDraft[];
  timing: Timing;
  userErrors: UserError[];
  warnings: Warning[];
};

/** Applies every rule of the posting model to an input, and lists everything that is wrong at once. Reads and writes nothing. */
export function planPost(input: PostInput, facts: PlanFacts): PostPlan {
  const schedule = { scheduledAt: input.scheduledAt ?? null, publish: input.publish ?? false };
  const selection = selectAccounts(input.accounts, facts.accounts, facts.networkNamed);
  const shorthand = input.containers === null || input.containers === undefined;
  const containers = shorthand
    ? [{ content: input.content ?? null }]
    : (input.containers ?? []).map(({ content }) => ({ content: content ?? null }));
  const targets = selection.accounts.map((account) => targetOf(account, facts));
  return {
    accounts: selection.accounts,
    containers,
    timing: timingOf(schedule, facts.now),
    userErrors: [
      ...selection.userErrors,
      ...checkForm(input),
      ...checkContainers({ containers, shorthand, at: 'input' }, targets, facts.maxContainers),
      ...checkSchedule(schedule, facts.now, facts.maxScheduleDays),
    ],
    warnings: selection.warnings,
  };
}

export function targetOf(account: PlanAccount, { profileOf }: Pick<PlanFacts, 'profileOf'>): Target {
  return {
    accountId: account.id,
    username: account.username,
    profile: profileOf(account.channel),
    textLimit: account.textLimit,
  };
}

/** Either containers or the shorthand. That neither is given shows as the missing text. */
function checkForm({ content, containers }: PostInput): UserError[] {
  const both = content !== null && content !== undefined && containers !== null && containers !== undefined;
  if (!both) return [];
  const message = 'Give either content, for a single container, or containers. Not both.';
  return [{ code: 'INVALID', message, path: ['input', 'containers'] }];
}
