/** Milliseconds that processes of one machine can compare, finer than `Date.now()`. */
export const wallClock = (): number => performance.timeOrigin + performance.now();
