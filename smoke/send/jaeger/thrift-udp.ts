/** Jaeger's Thrift by UDP: each packet is a call of `emitBatch` of agent.thrift, which has no answer. */
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import TBinaryProtocol from 'thrift/lib/nodejs/lib/thrift/binary_protocol';
import TCompactProtocol from 'thrift/lib/nodejs/lib/thrift/compact_protocol';
import { MessageType, Type } from 'thrift/lib/nodejs/lib/thrift/thrift';
import { failureOf } from '../failure';
import type { Destination, MarkedSpan, Sender } from '../span';
import { field, struct, writeBatch, written } from './batch';
import type { ProtocolType } from './thrift-types';

export const sendByJaegerCompact: Sender = (to, span) => sendPacket(to, packet(TCompactProtocol, span));
export const sendByJaegerBinary: Sender = (to, span) => sendPacket(to, packet(TBinaryProtocol, span));

const packet = (Format: ProtocolType, span: MarkedSpan): Buffer =>
  written(Format, (protocol) => {
    protocol.writeMessageBegin('emitBatch', MessageType.ONEWAY, 1);
    struct(protocol, 'emitBatch_args', () => field(protocol, Type.STRUCT, 1, () => writeBatch(protocol, span)));
    protocol.writeMessageEnd();
  });

/** The time in which a host says that nothing listens on a port, in milliseconds. */
const REFUSAL_TIME = 300;

/** Only a connected socket is told that a port is closed. @throws SendError */
async function sendPacket(to: Destination, bytes: Buffer): Promise<void> {
  const socket = createSocket(isIPv6(to.host) ? 'udp6' : 'udp4');
  try {
    await Promise.race([
      new Promise<never>((_, reject) => socket.on('error', reject)),
      connected(to, socket).then(async () => {
        await new Promise<void>((resolve, reject) => socket.send(bytes, (error) => (error ? reject(error) : resolve())));
        await sleep(REFUSAL_TIME);
      }),
    ]);
  } catch (error) {
    throw failureOf(error, to);
  } finally {
    socket.close();
  }
}

const connected = ({ host, port }: Destination, socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => socket.connect(port, host, (error?: Error) => (error ? reject(error) : resolve())));
