/** What each protocol says about a span, by the numbers and names in the descriptions of the protocols. */
import TBinaryProtocol from 'thrift/lib/nodejs/lib/thrift/binary_protocol';
import TCompactProtocol from 'thrift/lib/nodejs/lib/thrift/compact_protocol';
import type { Receiver } from '../../charts/tempo/receivers';
import type { MarkedSpan } from '../../smoke/send/span';
import { Message } from './protobuf';
import { messageOf, structIn, type Value, valueAt } from './thrift';

const entries = (pairs: (readonly [string, string])[]): Record<string, string> => Object.fromEntries(pairs);

function fromOtlp(bytes: Buffer): MarkedSpan {
  const spans = new Message(bytes).at(1);
  const span = spans.at(2, 2);
  const attributes = (of: Message, id: number) => entries(of.all(id).map((each) => [each.text(1), each.at(2).text(1)]));
  const [start, end] = [Number(span.number(7)) / 1e6, Number(span.number(8)) / 1e6];
  const { 'service.name': service = '' } = attributes(spans.at(1), 1);
  return {
    traceId: span.hex(1),
    spanId: span.hex(2),
    service,
    name: span.text(5),
    attributes: attributes(span, 9),
    start,
    duration: end - start,
  };
}

function fromZipkin(body: Buffer): MarkedSpan {
  const [{ traceId, id: spanId, name, timestamp, duration, localEndpoint, tags: attributes }] = JSON.parse(body.toString('utf8'));
  return { traceId, spanId, service: localEndpoint.serviceName, name, attributes, start: timestamp / 1000, duration: duration / 1000 };
}

function fromBatch(batch: Value | undefined): MarkedSpan {
  const span = valueAt(batch, 2, 0);
  const text = (...path: number[]) => String(valueAt(span, ...path));
  const microseconds = (id: number) => Number(BigInt(`0x${text(id)}`)) / 1000;
  const tags = (valueAt(span, 10) ?? []) as Record<number, string>[];
  return {
    ...{ traceId: text(2) + text(1), spanId: text(3), service: String(valueAt(batch, 1, 1)), name: text(5) },
    attributes: entries(tags.map(({ 1: key = '', 2: type = '', 3: value = '' }) => [key, Number(type) === 0 ? value : `type ${type}`])),
    ...{ start: microseconds(8), duration: microseconds(9) },
  };
}

const fromPacket = (bytes: Buffer, Format: typeof TBinaryProtocol): MarkedSpan => {
  const { name, type, args } = messageOf(bytes, Format);
  if (name !== 'emitBatch' || type !== 4) throw new Error(`called ${name} (${type})`);
  return fromBatch(valueAt(args, 1));
};

function fromJaegerGrpc(bytes: Buffer): MarkedSpan {
  const batch = new Message(bytes).at(1);
  const span = batch.at(1);
  return {
    ...{ traceId: span.hex(1), spanId: span.hex(2), service: batch.at(2).text(1), name: span.text(3) },
    attributes: entries(span.all(8).map((each) => [each.text(1), each.number(2) === 0n ? each.text(3) : ''])),
    ...{ start: span.milliseconds(6), duration: span.milliseconds(7) },
  };
}

function fromOpenCensus(bytes: Buffer): MarkedSpan {
  const request = new Message(bytes);
  const span = request.at(2);
  const [start, end] = [span.milliseconds(5), span.milliseconds(6)];
  return {
    ...{ traceId: span.hex(1), spanId: span.hex(2), service: request.at(1, 3).text(1), name: span.at(4).text(1) },
    attributes: entries(
      span
        .at(7)
        .all(1)
        .map((each) => [each.text(1), each.at(2, 1).text(1)]),
    ),
    ...{ start, duration: end - start },
  };
}

/** The span in a request, or in a packet. */
export const DECODERS: Readonly<Record<Receiver, (bytes: Buffer) => MarkedSpan>> = {
  'otlp-grpc': fromOtlp,
  'otlp-http': fromOtlp,
  zipkin: fromZipkin,
  'jaeger-thrift-http': (body) => fromBatch(structIn(body, TBinaryProtocol)),
  'jaeger-thrift-binary': (packet) => fromPacket(packet, TBinaryProtocol),
  'jaeger-thrift-compact': (packet) => fromPacket(packet, TCompactProtocol),
  'jaeger-grpc': fromJaegerGrpc,
  opencensus: fromOpenCensus,
};
