/**
 * OpenCensus by gRPC: the fields of a marked span, with their numbers in agent/trace/v1/trace_service.proto, agent/common/v1/common.proto
 * and trace/v1/trace.proto of census-instrumentation/opencensus-proto. The first message of the stream must say who sends.
 */
import { bytesOf, methodOf, TIME, timeOf } from '../definition';
import { stream } from '../grpc';
import type { Sender } from '../span';

const EXPORT = methodOf({
  package: 'opencensus.proto.agent.trace.v1',
  service: 'TraceService',
  method: { name: 'Export', request: 'ExportTraceServiceRequest', response: 'ExportTraceServiceResponse', isStream: true },
  messages: {
    ExportTraceServiceRequest: { node: [1, 'Node'], spans: [2, 'Span', 'repeated'] },
    ExportTraceServiceResponse: {},
    Node: { serviceInfo: [3, 'ServiceInfo'] },
    ServiceInfo: { name: [1, 'string'] },
    Span: {
      ...{ traceId: [1, 'bytes'], spanId: [2, 'bytes'], name: [4, 'Text'] },
      ...{ startTime: [5, 'Time'], endTime: [6, 'Time'], attributes: [7, 'Attributes'] },
    },
    Attributes: { attributeMap: [1, 'Value', 'map'] },
    Value: { stringValue: [1, 'Text'] },
    Text: { value: [1, 'string'] },
    Time: TIME,
  },
});

export const sendByOpenCensus: Sender = async (to, { traceId, spanId, service, name, attributes, start, duration }) => {
  const values = Object.entries(attributes).map(([key, value]) => [key, { stringValue: { value } }]);
  const span = {
    ...{ traceId: bytesOf(traceId), spanId: bytesOf(spanId), name: { value: name } },
    ...{ startTime: timeOf(start), endTime: timeOf(start + duration), attributes: { attributeMap: Object.fromEntries(values) } },
  };
  await stream(to, EXPORT, { node: { serviceInfo: { name: service } }, spans: [span] });
};
