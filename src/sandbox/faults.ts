import { z } from 'zod';
import {
  type FaultName,
  faultNames,
  type Incoming,
  type Operation,
  type PlayedNetwork,
  sharedFaults,
} from './network.ts';

const fields = z.strictObject({
  channel: z.string(),
  account: z.string().min(1).optional(),
  operation: z.string().min(1).optional(),
  fault: z.enum(faultNames),
  times: z.int().min(1).max(1000).default(1),
});

/** A fault that waits for requests to hit. */
export type ArmedFault = z.infer<typeof fields>;

/** The request that is looking for a fault. */
type Target = { channel: string; operation: Operation; incoming: Incoming; callerNames: readonly string[] };

export type Faults = {
  /** Arms a fault, or says everything that is wrong with it. */
  arm(body: unknown): { ok: true; armed: ArmedFault } | { ok: false; problems: string[] };
  /** The first armed fault that hits this request; it is spent by one time. */
  take(target: Target): ArmedFault | null;
  /** Unspends a fault that could not play, because the network refused the request anyway. */
  giveBack(fault: ArmedFault): void;
  list(): ArmedFault[];
  clear(): void;
};

/** Keeps the faults that are armed; they are never saved. */
export function createFaults(networks: ReadonlyMap<string, PlayedNetwork>): Faults {
  let armed: ArmedFault[] = [];
  return {
    arm: (body) => {
      const parsed = fields.safeParse(body);
      if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(sentence) };
      const problems = mismatches(parsed.data, networks);
      if (problems.length > 0) return { ok: false, problems };
      const fault = { ...parsed.data };
      armed.push(fault);
      return { ok: true, armed: { ...fault } };
    },
    take: (target) => {
      const fault = armed.find((candidate) => hits(candidate, target));
      if (fault === undefined) return null;
      fault.times -= 1;
      armed = armed.filter((candidate) => candidate.times > 0);
      return fault;
    },
    giveBack: (fault) => {
      fault.times += 1;
      if (!armed.includes(fault)) armed.unshift(fault);
    },
    list: () => armed.map((fault) => ({ ...fault })),
    clear: () => {
      armed = [];
    },
  };
}

/** The faults that a network can play. */
export function faultsOf(network: PlayedNetwork): FaultName[] {
  return faultNames.filter((name) => name in network.faults || sharedFaults.some((shared) => shared === name));
}

function sentence(issue: z.core.$ZodIssue): string {
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}

function mismatches(fault: ArmedFault, networks: ReadonlyMap<string, PlayedNetwork>): string[] {
  const network = networks.get(fault.channel);
  if (network === undefined) return [`channel: ${fault.channel} is not one of ${[...networks.keys()].join(', ')}`];
  const problems: string[] = [];
  if (!faultsOf(network).includes(fault.fault)) {
    problems.push(`fault ${fault.fault} does not exist on ${fault.channel}`);
  }
  if (fault.operation !== undefined && !network.operations.some(({ name }) => name === fault.operation)) {
    problems.push(
      `operation: ${fault.operation} is not one of ${network.operations.map(({ name }) => name).join(', ')}`,
    );
  }
  return problems;
}

function hits(fault: ArmedFault, target: Target): boolean {
  if (fault.channel !== target.channel) return false;
  const operationFits = fault.operation === undefined ? publishes(target) : fault.operation === target.operation.name;
  if (!operationFits) return false;
  const account = fault.account?.toLowerCase();
  return account === undefined || target.callerNames.some((name) => name.toLowerCase() === account);
}

function publishes({ operation, incoming }: Target): boolean {
  return typeof operation.publishes === 'function' ? operation.publishes(incoming) : operation.publishes;
}
