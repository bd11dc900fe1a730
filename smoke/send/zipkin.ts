/**
 * Zipkin's JSON format, version 2, as of its API description: times in microseconds, and an id of 64 bits has 16 digits.
 * The library of OpenTelemetry for it has reached its end of life, and does not say what the server answered.
 */
import { RECEIVERS } from '../../charts/tempo/receivers';
import { post } from './http';
import type { Sender } from './span';

export const sendByZipkin: Sender = async (to, { traceId, spanId, service, name, attributes, start, duration }) => {
  const span = {
    traceId: traceId.replace(/^0{16}/, ''),
    id: spanId,
    name,
    timestamp: start * 1000,
    duration: duration * 1000,
    localEndpoint: { serviceName: service },
    tags: attributes,
  };
  await post(to, RECEIVERS.zipkin.path, 'application/json', Buffer.from(JSON.stringify([span]), 'utf8'));
};
