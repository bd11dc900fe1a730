/** What must be cleaned up when this process ends, also by a signal: the last first, so that a program ends before its folder goes. */

/** The exit codes that a shell reports for signals. */
const ENDS = Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }).map(
  ([signal, code]) => [signal as NodeJS.Signals, () => process.exit(code)] as const,
);

const cleanups = new Set<() => void>();

function clean(): void {
  for (const cleanup of [...cleanups].reverse()) cleanup();
}

/**
 * Registers a function that is called once if the process ends before the registration is withdrawn. Until then, a signal ends the
 * process only where other events are handled too, so never in the middle of synchronous work.
 * @returns withdraws it
 */
export function atEnd(cleanup: () => void): () => void {
  if (cleanups.size === 0) {
    process.once('exit', clean);
    for (const [signal, end] of ENDS) process.once(signal, end);
  }
  // A function that is registered twice is called twice.
  const own = () => cleanup();
  cleanups.add(own);
  return () => {
    if (!cleanups.delete(own) || cleanups.size > 0) return;
    process.removeListener('exit', clean);
    for (const [signal, end] of ENDS) process.removeListener(signal, end);
  };
}

/** Does synchronous work that no signal may interrupt. A signal that arrives meanwhile ends the process after it. */
export function uninterrupted<Result>(work: () => Result): Result {
  const withdraw = atEnd(() => undefined);
  try {
    return work();
  } finally {
    // The signal is delivered with the next events.
    setImmediate(withdraw);
  }
}
