const DAY_MS = 24 * 60 * 60_000;

const pacific = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** https://developers.google.com/youtube/v3/getting-started#quota: quotas are renewed at midnight in California. */
export function midnightPacific(now: Date): Date {
  const at = partsOf(now);
  const offsetMs = wallMs(at) - Math.floor(now.getTime() / 1_000) * 1_000;
  const wallMidnight = Date.UTC(at.year ?? 0, (at.month ?? 1) - 1, (at.day ?? 0) + 1);
  const guess = new Date(wallMidnight - offsetMs);
  // On the two days of the year on which the clocks change, the day is an hour longer or shorter.
  const strayMs = wallMs(partsOf(guess)) - wallMidnight;
  return new Date(guess.getTime() - (Math.abs(strayMs) < DAY_MS ? strayMs : 0));
}

function partsOf(at: Date): Readonly<Record<string, number>> {
  return Object.fromEntries(pacific.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
}

function wallMs({
  year = 0,
  month = 1,
  day = 1,
  hour = 0,
  minute = 0,
  second = 0,
}: ReturnType<typeof partsOf>): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
