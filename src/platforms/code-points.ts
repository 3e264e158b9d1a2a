/** How many Unicode code points a text has. */
export function countCodePoints(text: string): number {
  return [...text].length;
}
