/** Whether this is a day, or a day and an hour, that a calendar has: "2027-03-01", "2027-03-01T18:00". */
export function isLocalTime(written: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/.test(written)) return false;
  const full = written.includes('T') ? written : `${written}T00:00`;
  const time = new Date(`${full}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(full);
}

/** Whether local times are those of a beginning and its end: a day may be both, an hour not. */
export function endsAfter(start: string, end: string): boolean {
  const length = Math.min(start.length, end.length);
  const [first, last] = [start.slice(0, length), end.slice(0, length)];
  return last > first || (last === first && !(start.includes('T') && end.includes('T')));
}
