export async function chaos(_args: readonly string[]): Promise<void> {
  throw new Error('Not yet.');
}
