/**
 * OpenCensus by gRPC. The numbers are those of agent/trace/v1/trace_service.proto, agent/common/v1/common.proto and trace/v1/trace.proto of
 * census-instrumentation/opencensus-proto. The first message of the stream must say who sends.
 */
import { stream } from './grpc';
import { bytesOf, message, timeMessage } from './protobuf';
import type { MarkedSpan, Sender } from './span';

const EXPORT = '/opencensus.proto.agent.trace.v1.TraceService/Export';

export const sendByOpenCensus: Sender = async (to, span) => {
  const serviceInfo = message([1, span.service]);
  const node = message([3, serviceInfo]);
  await stream(to, EXPORT, message([1, node], [2, spanMessage(span)]));
};

/** A text that could be truncated. */
const text = (value: string): Uint8Array => message([1, value]);

const spanMessage = ({ traceId, spanId, name, attributes, start, duration }: MarkedSpan): Uint8Array =>
  message(
    [1, bytesOf(traceId)],
    [2, bytesOf(spanId)],
    [4, text(name)],
    [5, timeMessage(start)],
    [6, timeMessage(start + duration)],
    [7, message(...Object.entries(attributes).map(([key, value]) => [1, message([1, key], [2, message([1, text(value)])])] as const))],
  );
