/** Jaeger's gRPC: the fields of a marked span, with their numbers in api_v2/collector.proto and model.proto of jaegertracing/jaeger-idl. */
import { bytesOf, methodOf, TIME, timeOf } from '../definition';
import { call } from '../grpc';
import type { Sender } from '../span';

const POST_SPANS = methodOf({
  package: 'jaeger.api_v2',
  service: 'CollectorService',
  method: { name: 'PostSpans', request: 'PostSpansRequest', response: 'PostSpansResponse', isStream: false },
  messages: {
    PostSpansRequest: { batch: [1, 'Batch'] },
    PostSpansResponse: {},
    Batch: { spans: [1, 'Span', 'repeated'], process: [2, 'Process'] },
    Process: { serviceName: [1, 'string'] },
    Span: {
      ...{ traceId: [1, 'bytes'], spanId: [2, 'bytes'], operationName: [3, 'string'], flags: [5, 'uint32'] },
      ...{ startTime: [6, 'Time'], duration: [7, 'Time'], tags: [8, 'KeyValue', 'repeated'] },
    },
    // The type of a value is a string unless it says otherwise.
    KeyValue: { key: [1, 'string'], vStr: [3, 'string'] },
    Time: TIME,
  },
});

const SAMPLED = 1;

export const sendByJaegerGrpc: Sender = async (to, { traceId, spanId, service, name, attributes, start, duration }) => {
  const span = {
    ...{ traceId: bytesOf(traceId), spanId: bytesOf(spanId), operationName: name, flags: SAMPLED },
    ...{ startTime: timeOf(start), duration: timeOf(duration) },
    tags: Object.entries(attributes).map(([key, vStr]) => ({ key, vStr })),
  };
  await call(to, POST_SPANS, { batch: { spans: [span], process: { serviceName: service } } });
};
