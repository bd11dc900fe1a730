/** The method of a gRPC service, from a minimal description in the JSON format of protobuf.js. */
import { fromJSON, type ServiceDefinition } from '@grpc/proto-loader';
import type { Method } from './grpc';

/** Messages by name, with their fields by name: number and type, and what precedes the type. */
export interface Description {
  /** `jaeger.api_v2` */
  readonly package: string;
  readonly service: string;
  readonly method: { readonly name: string; readonly request: string; readonly response: string; readonly isStream: boolean };
  readonly messages: Readonly<Record<string, Readonly<Record<string, readonly [id: number, type: string, rule?: 'repeated' | 'map']>>>>;
}

export function methodOf<Request extends object>(description: Description): Method<Request, object> {
  const { package: name, service, method, messages } = description;
  const types = Object.entries(messages).map(([message, fields]) => [
    message,
    { fields: Object.fromEntries(Object.entries(fields).map(fieldOf)) },
  ]);
  const { name: methodName, request: requestType, response: responseType, isStream } = method;
  const call = { requestType, responseType, ...(isStream && { requestStream: true, responseStream: true }) };
  const nested = { ...Object.fromEntries(types), [service]: { methods: { [methodName]: call } } };
  const root = name.split('.').reduceRight<object>((inner, part) => ({ [part]: { nested: inner } }), nested);
  const definition = fromJSON({ nested: root } as Parameters<typeof fromJSON>[0])[`${name}.${service}`] as ServiceDefinition;
  const found = definition[methodName];
  if (!found) throw new Error(`no method ${methodName} in ${name}.${service}`);
  return found as unknown as Method<Request, object>;
}

const fieldOf = ([name, [id, type, rule]]: [string, readonly [number, string, ('repeated' | 'map')?]]) => [
  name,
  { id, type, ...(rule === 'repeated' && { rule }), ...(rule === 'map' && { keyType: 'string' }) },
];

/** `Timestamp` and `Duration` of Google's well-known types. */
export const TIME = { seconds: [1, 'int64'], nanos: [2, 'int32'] } as const;

/** @param milliseconds since 1970, or a duration */
export const timeOf = (milliseconds: number) => ({
  seconds: Math.floor(milliseconds / 1000),
  nanos: Math.round((milliseconds % 1000) * 1e6),
});

export const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex');
