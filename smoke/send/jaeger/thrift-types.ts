/** The types of the library of Apache Thrift, as far as smoke uses it. */
export interface Protocol {
  writeMessageBegin(name: string, type: number, sequence: number): void;
  writeMessageEnd(): void;
  writeStructBegin(name: string): void;
  writeStructEnd(): void;
  writeFieldBegin(name: string, type: number, id: number): void;
  writeFieldEnd(): void;
  writeFieldStop(): void;
  writeListBegin(type: number, size: number): void;
  writeListEnd(): void;
  writeI32(value: number): void;
  writeI64(value: Int64): void;
  writeString(value: string): void;
  readMessageBegin(): { readonly fname: string; readonly mtype: number };
  readStructBegin(): void;
  readStructEnd(): void;
  readFieldBegin(): { readonly ftype: number; readonly fid: number };
  readListBegin(): { readonly etype: number; readonly size: number };
  readI32(): number;
  readI64(): Int64;
  readString(): string;
}

export interface Transport {
  flush(): void;
}

/** A number of 64 bits. */
export interface Int64 {
  readonly buffer: Buffer;
}

export type ProtocolType = new (transport: Transport) => Protocol;
export type Int64Type = new (numberOrHexadecimal: number | string) => Int64;

export interface TransportType {
  new (buffer: undefined, onFlush: (message: Buffer) => void): Transport;
  receiver(onMessage: (transport: Transport) => void): (bytes: Buffer) => void;
}
