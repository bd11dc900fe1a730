/** OTLP by HTTP, as protobuf. */
import { RECEIVERS } from '../../../charts/tempo/receivers';
import { post } from '../http';
import type { Sender } from '../span';
import { checkOtlpAnswer, otlpRequest } from './request';

export const sendByOtlpHttp: Sender = async (to, span) =>
  checkOtlpAnswer(await post(to, RECEIVERS['otlp-http'].path, 'application/x-protobuf', otlpRequest(span)));
