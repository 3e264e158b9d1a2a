/** Leases and margins so short that a takeover takes a second. */
export const shortTimes = {
  leaseMs: 900,
  marginMs: 100,
  stepTimeoutMs: 2_000,
  sweepMs: 150,
  retryDelaysMs: [100, 200, 400, 800],
};
