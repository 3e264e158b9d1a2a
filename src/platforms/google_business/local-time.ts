/** Whether this is a day, or a day and an hour, that a calendar has: "2027-03-01", "2027-03-01T18:00". */
export function isLocalTime(written: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/.test(written)) return false;
  const full = written.includes('T') ? written : `${written}T00:00`;
  const time = new Date(`${full}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(full);
}
