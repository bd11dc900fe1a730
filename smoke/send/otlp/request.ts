/** An export request of OTLP, by the encoder of OpenTelemetry's own exporters, which hide the answers that they try again. */
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { type MarkedSpan, SendError } from '../span';

type ReadableSpan = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0][number];

/** Numbers of the API of OpenTelemetry: a sampled trace, an internal span, a status that is not set. */
const [SAMPLED, INTERNAL, UNSET] = [1, 0, 0];

/** Seconds and nanoseconds. */
const hrTime = (milliseconds: number): [number, number] => [Math.floor(milliseconds / 1000), Math.round((milliseconds % 1000) * 1e6)];

function readable({ traceId, spanId, service, name, attributes, start, duration }: MarkedSpan): ReadableSpan {
  return {
    ...{ name, attributes, kind: INTERNAL, status: { code: UNSET }, events: [], links: [], ended: true },
    ...{ startTime: hrTime(start), endTime: hrTime(start + duration), duration: hrTime(duration) },
    ...{ droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
    spanContext: () => ({ traceId, spanId, traceFlags: SAMPLED }),
    resource: {
      attributes: { 'service.name': service },
      merge: (other) => other ?? null,
      getRawAttributes: () => [],
    } as ReadableSpan['resource'],
    instrumentationScope: { name: service },
  };
}

export function otlpRequest(span: MarkedSpan): Uint8Array {
  const bytes = ProtobufTraceSerializer.serializeRequest([readable(span)]);
  if (!bytes) throw new Error(`no OTLP request for trace ${span.traceId}`);
  return bytes;
}

/** An answer may accept a request, and refuse its spans. @throws SendError */
export function checkOtlpAnswer(answer: Uint8Array): void {
  const { rejectedSpans = 0, errorMessage = '' } = readAnswer(answer).partialSuccess ?? {};
  if (Number(rejectedSpans) > 0)
    throw new SendError('refused', `accepted the request, but not the span${errorMessage && `: ${errorMessage}`}`);
}

/** A login page of a proxy has status 200, too. */
function readAnswer(answer: Uint8Array): ReturnType<typeof ProtobufTraceSerializer.deserializeResponse> {
  try {
    return ProtobufTraceSerializer.deserializeResponse(answer);
  } catch {
    throw new SendError('protocol', 'answered, but not in OTLP');
  }
}
