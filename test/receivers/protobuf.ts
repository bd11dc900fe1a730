/** Reads protobuf by the numbers of fields alone, without a description of the messages. */

/** The values of each field by its number: bytes of length-delimited fields, numbers of all others. */
export class Message {
  private readonly fields = new Map<number, (Buffer | bigint)[]>();

  constructor(bytes: Uint8Array) {
    const buffer = Buffer.from(bytes);
    let at = 0;
    const varint = (): bigint => {
      for (let value = 0n, shift = 0n; ; shift += 7n) {
        const byte = buffer.readUInt8(at++);
        value |= BigInt(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
    };
    const take = (length: number): Buffer => {
      at += length;
      return buffer.subarray(at - length, at);
    };
    while (at < buffer.length) {
      const tag = Number(varint());
      const type = tag & 7;
      const value =
        type === 0
          ? varint()
          : type === 1
            ? take(8).readBigUInt64LE()
            : type === 5
              ? BigInt(take(4).readUInt32LE())
              : take(Number(varint()));
      this.fields.set(tag >> 3, [...(this.fields.get(tag >> 3) ?? []), value]);
    }
  }

  /** The messages of a repeated field. */
  all(id: number): Message[] {
    return (this.fields.get(id) ?? []).map((value) => new Message(value as Buffer));
  }

  /** The first message at a path of numbers. */
  at(...path: number[]): Message {
    return path.reduce<Message>((message, id) => message.all(id)[0] ?? new Message(Buffer.alloc(0)), this);
  }

  number(id: number): bigint {
    return (this.fields.get(id)?.[0] as bigint | undefined) ?? 0n;
  }

  private bytes(id: number): Buffer {
    return (this.fields.get(id)?.[0] as Buffer | undefined) ?? Buffer.alloc(0);
  }

  hex = (id: number): string => this.bytes(id).toString('hex');
  text = (id: number): string => this.bytes(id).toString('utf8');

  /** A `Timestamp` or `Duration` at a field, in milliseconds. */
  milliseconds(id: number): number {
    const time = this.at(id);
    return Number(time.number(1)) * 1000 + Number(time.number(2)) / 1e6;
  }
}
