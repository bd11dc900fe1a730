/** OTLP by gRPC. */
import { call } from '../grpc';
import type { Sender } from '../span';
import { checkOtlpAnswer, otlpRequest } from './request';

const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

export const sendByOtlpGrpc: Sender = async (to, span) => checkOtlpAnswer(await call(to, EXPORT, otlpRequest(span)));
