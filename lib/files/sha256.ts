/** SHA-256. */
import crypto from 'node:crypto';

/**
 * The hash of a content. In one call, which Node.js has from 20.12 on, it takes a third of the time of an object that computes it in steps.
 * @param encoding of the result. @default hex
 */
export const sha256 = (content: string | Buffer, encoding: 'hex' | 'base64' = 'hex'): string =>
  crypto.hash?.('sha256', content, encoding) ?? crypto.createHash('sha256').update(content).digest(encoding);
