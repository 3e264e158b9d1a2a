/** The same with its times as JSON carries them. */
export type AsJson<Row> = {
  [Key in keyof Row]: Row[Key] extends Date ? string : Row[Key] extends Date | null ? string | null : Row[Key];
};

/** A time, or none, as JSON carries it. */
export function date(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
