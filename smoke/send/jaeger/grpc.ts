/** Jaeger's gRPC. The numbers are those of api_v2/collector.proto and model.proto of jaegertracing/jaeger-idl. */
import { call } from '../grpc';
import { bytesOf, message, timeMessage } from '../protobuf';
import type { MarkedSpan, Sender } from '../span';

const POST_SPANS = '/jaeger.api_v2.CollectorService/PostSpans';

export const sendByJaegerGrpc: Sender = async (to, span) => {
  const process = message([1, span.service]);
  const batch = message([1, spanMessage(span)], [2, process]);
  await call(to, POST_SPANS, message([1, batch]));
};

/** In `flags`. */
const SAMPLED = 1;

const spanMessage = ({ traceId, spanId, name, attributes, start, duration }: MarkedSpan): Uint8Array =>
  message(
    [1, bytesOf(traceId)],
    [2, bytesOf(spanId)],
    [3, name],
    [5, SAMPLED],
    [6, timeMessage(start)],
    [7, timeMessage(duration)],
    // A value without a type is a string.
    ...Object.entries(attributes).map(([key, value]) => [8, message([1, key], [3, value])] as const),
  );
