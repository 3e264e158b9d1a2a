import type { Config } from './config.ts';

/** The address that is told to others. In tests the system chooses the port, and the address follows it. */
export function publicUrlOf({ publicUrl }: Config, servedAt: string): string {
  return new URL(publicUrl).port === '0' ? servedAt : publicUrl;
}
