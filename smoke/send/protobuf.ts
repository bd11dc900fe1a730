/** Messages of protobuf by the numbers of their fields, written by protobuf.js. */
import { Writer } from 'protobufjs/minimal';

/** The number of a field, and its value: a text, bytes or another message, or a whole number. A repeated field occurs repeatedly. */
export type Field = readonly [id: number, value: string | Uint8Array | number];

const [VARINT, BYTES] = [0, 2];

export function message(...fields: readonly Field[]): Uint8Array {
  const writer = Writer.create();
  for (const [id, value] of fields) {
    writer.uint32((id << 3) | (typeof value === 'number' ? VARINT : BYTES));
    if (typeof value === 'number') writer.int64(value);
    else if (typeof value === 'string') writer.string(value);
    else writer.bytes(value);
  }
  return writer.finish();
}

/**
 * `Timestamp` or `Duration` of Google's well-known types.
 * @param milliseconds since 1970, or a duration
 */
export const timeMessage = (milliseconds: number): Uint8Array =>
  message([1, Math.floor(milliseconds / 1000)], [2, Math.round((milliseconds % 1000) * 1e6)]);

export const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
