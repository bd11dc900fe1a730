/** Reads Thrift by the numbers of fields alone, without a description of the structs. */
import TBufferedTransport from 'thrift/lib/nodejs/lib/thrift/buffered_transport';
import { Type } from 'thrift/lib/nodejs/lib/thrift/thrift';
import type { Protocol, ProtocolType } from '../../smoke/send/jaeger/thrift-types';

/** Structs by the numbers of their fields; numbers of 64 bits as 16 hexadecimal digits. */
export type Value = string | number | readonly Value[] | { readonly [id: number]: Value };

/** What a message calls, and its arguments. */
export const messageOf = (bytes: Buffer, Format: ProtocolType) =>
  read(bytes, Format, (protocol) => {
    const { fname: name, mtype: type } = protocol.readMessageBegin();
    return { name, type, args: structOf(protocol) };
  });

export const structIn = (bytes: Buffer, Format: ProtocolType): Value => read(bytes, Format, structOf);

/** @param path numbers of fields, and indexes of lists */
export const valueAt = (value: Value | undefined, ...path: number[]): Value | undefined =>
  path.reduce<Value | undefined>((inner, id) => (inner as Record<number, Value> | undefined)?.[id], value);

function read<Result>(bytes: Buffer, Format: ProtocolType, what: (protocol: Protocol) => Result): Result {
  const results: Result[] = [];
  TBufferedTransport.receiver((transport) => results.push(what(new Format(transport))))(bytes);
  const [result] = results;
  if (result === undefined) throw new Error('no message');
  return result;
}

function structOf(protocol: Protocol): Value {
  const fields: Record<number, Value> = {};
  protocol.readStructBegin();
  for (;;) {
    const { ftype, fid } = protocol.readFieldBegin();
    if (ftype === Type.STOP) {
      protocol.readStructEnd();
      return fields;
    }
    fields[fid] = valueRead(protocol, ftype);
  }
}

function valueRead(protocol: Protocol, type: number): Value {
  if (type === Type.STRUCT) return structOf(protocol);
  if (type === Type.STRING) return protocol.readString();
  if (type === Type.I32) return protocol.readI32();
  if (type === Type.I64) return Buffer.from(protocol.readI64().buffer).toString('hex');
  if (type !== Type.LIST) throw new Error(`unexpected type ${type}`);
  const { etype, size } = protocol.readListBegin();
  return Array.from({ length: size }, () => valueRead(protocol, etype));
}
