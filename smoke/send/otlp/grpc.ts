/** OTLP by gRPC. */
import { call, type Method } from '../grpc';
import type { Sender } from '../span';
import { checkOtlpAnswer, otlpRequest } from './request';

const EXPORT: Method<Uint8Array, Uint8Array> = {
  path: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  requestSerialize: (request) => Buffer.from(request),
  responseDeserialize: (bytes) => bytes,
};

export const sendByOtlpGrpc: Sender = async (to, span) => checkOtlpAnswer(await call(to, EXPORT, otlpRequest(span)));
