export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** So many points in each window of time. */
export type Rule = { points: number; windowMs: number; cost?: number };

/** How a caller stands with a rule after a request. */
export type Standing = { rule: Rule; remaining: number; resetAt: Date; exceeded: boolean };

type Count = { window: number; used: number };

/** Counts requests in fixed windows, in memory: a restart forgives everything. */
export function createLimits(now: () => Date) {
  const counts = new Map<string, Count>();

  const take = (key: string, rule: Rule): Standing => {
    const at = now().getTime();
    const window = Math.floor(at / rule.windowMs);
    const counter = `${key}/${rule.points}/${rule.windowMs}`;
    const earlier = counts.get(counter);
    const used = (earlier?.window === window ? earlier.used : 0) + (rule.cost ?? 1);
    counts.set(counter, { window, used });
    return {
      rule,
      remaining: Math.max(0, rule.points - used),
      resetAt: new Date((window + 1) * rule.windowMs),
      exceeded: used > rule.points,
    };
  };

  return {
    /** Counts one request against all rules, and gives the standing that is the tightest. */
    take(key: string, rules: readonly Rule[]): Standing {
      const standings = rules.map((rule) => take(key, rule));
      const tightest = standings.sort(
        (a, b) => Number(b.exceeded) - Number(a.exceeded) || a.remaining - b.remaining,
      )[0];
      if (tightest === undefined) throw new Error('at least one rule');
      return tightest;
    },
  };
}
