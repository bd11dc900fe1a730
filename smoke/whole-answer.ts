/** The body of an answer over HTTP, within bounds: a server may send a byte now and then, or without an end. */
import type { IncomingMessage } from 'node:http';

export interface Bounds {
  /** In milliseconds, for all that follows the headers. The timeout of a request is only for silence. */
  readonly time: number;
  /** The error of an answer that has no end then. */
  readonly late: Error;
}

/** In bytes: more is not read. */
const MOST = 16_000_000;

/** @throws `late`, or an error of a connection that breaks or of an answer that is too long */
export function bodyOf(response: IncomingMessage, { time, late }: Bounds): Promise<Buffer> {
  const timer = setTimeout(() => response.destroy(late), time);
  response.on('close', () => clearTimeout(timer));
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    response.on('data', (part: Buffer) => {
      length += part.length;
      if (length > MOST) response.destroy(new Error(`answers more than ${MOST / 1_000_000} MB`));
      else parts.push(part);
    });
    response.on('end', () => resolve(Buffer.concat(parts)));
    response.on('error', reject);
  });
}
