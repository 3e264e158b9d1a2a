type Chore = {
  everyMs: number;
  /** The signal ends a run of a process that stops. */
  run(signal: AbortSignal): Promise<void>;
  onError(error: unknown): void;
};

/** Does something at once and then again and again, one run at a time, in every process that starts it. Disposing waits for the run to end. */
export function startChore({ everyMs, run, onError }: Chore): AsyncDisposable {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  const begin = () => {
    running ??= run(stopping.signal)
      .catch(onError)
      .finally(() => {
        running = null;
      });
  };
  begin();
  const timer = setInterval(begin, everyMs);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
