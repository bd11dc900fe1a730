/** The protocols of all receivers: `#senders`, in a bundle of its own in the package. */
import { sendByJaegerGrpc } from './jaeger/grpc';
import { sendByJaegerHttp } from './jaeger/thrift-http';
import { sendByJaegerBinary, sendByJaegerCompact } from './jaeger/thrift-udp';
import { sendByOpenCensus } from './opencensus';
import { sendByOtlpGrpc } from './otlp/grpc';
import { sendByOtlpHttp } from './otlp/http';
import type { Senders } from './span';
import { sendByZipkin } from './zipkin';

export const SENDERS: Senders = {
  'otlp-grpc': sendByOtlpGrpc,
  'otlp-http': sendByOtlpHttp,
  zipkin: sendByZipkin,
  'jaeger-thrift-compact': sendByJaegerCompact,
  'jaeger-thrift-binary': sendByJaegerBinary,
  'jaeger-thrift-http': sendByJaegerHttp,
  'jaeger-grpc': sendByJaegerGrpc,
  opencensus: sendByOpenCensus,
};
