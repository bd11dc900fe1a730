/** Progress on a terminal, in one line that is written over; elsewhere none of it, so that logs stay readable. */
export interface Progress {
  readonly show: (done: number, total: number) => void;
  /** Clears the line. */
  readonly end: () => void;
}

/** Often enough to be seen to move. */
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
