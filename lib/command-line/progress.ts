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

/** A line that tells what is being done, overwritten by the next one. */
export interface Status {
  readonly show: (text: string) => void;
  /** Clears the line. */
  readonly end: () => void;
}

/** Shows nothing without a terminal. */
export function statusOn(stream: NodeJS.WriteStream): Status {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined };
  return {
    show: (text) => void stream.write(`\r\x1b[K${text.slice(0, stream.columns - 1)}`),
    end: () => void stream.write('\r\x1b[K'),
  };
}
