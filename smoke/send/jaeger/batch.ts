/**
 * A batch of Jaeger in Thrift, by the library of Apache. Only the fields of a marked span; their numbers are those of
 * jaeger.thrift and agent.thrift of jaegertracing/jaeger-idl.
 */
import Int64 from 'node-int64';
import TBufferedTransport from 'thrift/lib/nodejs/lib/thrift/buffered_transport';
import { Type } from 'thrift/lib/nodejs/lib/thrift/thrift';
import type { MarkedSpan } from '../span';
import type { Protocol, ProtocolType } from './thrift-types';

const { I32, I64, LIST, STRING, STRUCT } = Type;

/** `TagType.STRING` of jaeger.thrift. */
const STRING_TAG = 0;
/** `MarkedSpan` is sampled: the lowest bit of `flags`. */
const SAMPLED = 1;

/** The bytes that a function writes. */
export function written(Format: ProtocolType, write: (protocol: Protocol) => void): Buffer {
  let bytes: Buffer = Buffer.alloc(0);
  // The library uses `new Buffer()`, about which Node.js warns when the library is part of a bundle.
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    const transport = new TBufferedTransport(undefined, (message) => {
      bytes = message;
    });
    write(new Format(transport));
    transport.flush();
  } finally {
    process.noDeprecation = noDeprecation;
  }
  return bytes;
}

/** `Batch` of jaeger.thrift. */
export function writeBatch(to: Protocol, { service, ...span }: MarkedSpan): void {
  struct(to, 'Batch', () => {
    field(to, STRUCT, 1, () => struct(to, 'Process', () => field(to, STRING, 1, () => to.writeString(service))));
    field(to, LIST, 2, () => list(to, [span], writeSpan));
  });
}

function writeSpan(to: Protocol, { traceId, spanId, name, attributes, start, duration }: Omit<MarkedSpan, 'service'>): void {
  struct(to, 'Span', () => {
    field(to, I64, 1, () => to.writeI64(new Int64(traceId.slice(16))));
    field(to, I64, 2, () => to.writeI64(new Int64(traceId.slice(0, 16))));
    field(to, I64, 3, () => to.writeI64(new Int64(spanId)));
    field(to, I64, 4, () => to.writeI64(new Int64(0)));
    field(to, STRING, 5, () => to.writeString(name));
    field(to, I32, 7, () => to.writeI32(SAMPLED));
    field(to, I64, 8, () => to.writeI64(new Int64(start * 1000)));
    field(to, I64, 9, () => to.writeI64(new Int64(duration * 1000)));
    field(to, LIST, 10, () => list(to, Object.entries(attributes), writeTag));
  });
}

function writeTag(to: Protocol, [key, value]: [string, string]): void {
  struct(to, 'Tag', () => {
    field(to, STRING, 1, () => to.writeString(key));
    field(to, I32, 2, () => to.writeI32(STRING_TAG));
    field(to, STRING, 3, () => to.writeString(value));
  });
}

export function struct(to: Protocol, name: string, writeFields: () => void): void {
  to.writeStructBegin(name);
  writeFields();
  to.writeFieldStop();
  to.writeStructEnd();
}

export function field(to: Protocol, type: number, id: number, writeValue: () => void): void {
  to.writeFieldBegin('', type, id);
  writeValue();
  to.writeFieldEnd();
}

function list<Item>(to: Protocol, items: readonly Item[], write: (to: Protocol, item: Item) => void): void {
  to.writeListBegin(STRUCT, items.length);
  for (const item of items) write(to, item);
  to.writeListEnd();
}
