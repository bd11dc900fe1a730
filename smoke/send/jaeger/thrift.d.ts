/**
 * The part of the library of Apache Thrift that smoke uses; it has no types of its own. Its single files are used, because the whole
 * library brings HTTP and WebSocket servers with it.
 */
declare module 'thrift/lib/nodejs/lib/thrift/binary_protocol' {
  const TBinaryProtocol: import('./thrift-types').ProtocolType;
  export default TBinaryProtocol;
}
declare module 'thrift/lib/nodejs/lib/thrift/compact_protocol' {
  const TCompactProtocol: import('./thrift-types').ProtocolType;
  export default TCompactProtocol;
}
declare module 'thrift/lib/nodejs/lib/thrift/buffered_transport' {
  const TBufferedTransport: import('./thrift-types').TransportType;
  export default TBufferedTransport;
}
declare module 'thrift/lib/nodejs/lib/thrift/thrift' {
  export const Type: {
    readonly STOP: number;
    readonly I32: number;
    readonly I64: number;
    readonly STRING: number;
    readonly STRUCT: number;
    readonly LIST: number;
  };
  export const MessageType: { readonly CALL: number; readonly ONEWAY: number };
}
declare module 'node-int64' {
  const Int64: import('./thrift-types').Int64Type;
  export default Int64;
}
