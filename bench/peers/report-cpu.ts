/** Says how much CPU this process has used, or holds of memory, whenever it is asked. Every server that is measured does. */
export function reportCpu(): void {
  process.on('message', (asked) => {
    if (asked !== 'memory') return process.send?.(process.cpuUsage());
    globalThis.gc?.();
    return process.send?.(process.memoryUsage());
  });
}
