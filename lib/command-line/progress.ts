/** Progress on a terminal, in one line that is overwritten. Without a terminal nothing is printed, so that logs stay readable. */
export interface Progress {
  /** Called with the number of finished and queued renders. */
  readonly show: (done: number, total: number) => void;
  /** Clears the line. */
  readonly end: () => void;
}

/** Time between two updates, in milliseconds. */
const INTERVAL = 100;

export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined };
  let last = 0;
  return {
    show: (done, total) => {
      if (performance.now() - last < INTERVAL) return;
      last = performance.now();
      stream.write(`\r\x1b[K${done} of ${total} renders`);
    },
    end: () => void stream.write('\r\x1b[K'),
  };
}
