import { failureKinds } from '../domain/delivery-error.ts';
import type { PlatformFailure } from '../platforms/failure.ts';

/**
 * Whether a network refuses a login, so that a person must connect the account again: by this answer, or by one before it. Without any it
 * is not the network that refuses: the server may have been started with another ENCRYPTION_KEY, or without the operator's keys.
 */
export function refusesLogin({ kind, status }: PlatformFailure, wasRefused = false): boolean {
  const { remedy } = failureKinds[kind];
  return (remedy === 'renew' || remedy === 'reconnect') && (wasRefused || status !== undefined);
}
