/** A sample line of Traefik's access log, according to the rendered flags. */
import { B3_TRACE_ID, headerField } from '../../../charts/traefik/product';
import { type TraefikProcess, tracesBy } from '../../uses/traefik';

/** 128 bits in hexadecimal digits, as Traefik writes them. */
export const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN_ID = '00f067aa0ba902b7';

/** Why log lines do not have the trace id. */
export interface Lack {
  readonly rule: 'no-access-log' | 'plain-access-log' | 'dropped-trace-id' | 'no-logged-trace-id';
  /** What is wrong: a phrase whose subject is Traefik. */
  readonly problem: string;
  readonly fix: string;
}

export interface LogLine {
  /** JSON */
  readonly line: string;
  /** The field with the trace id. */
  readonly traceIdField: string;
}

/** Fields of every line that an expression may match (traefik pkg/middlewares/accesslog/logdata.go). */
const COMMON = {
  ClientHost: '10.42.0.1',
  DownstreamStatus: 200,
  Duration: 2_530_000,
  RequestHost: 'emojivoto.example.org',
  RequestMethod: 'GET',
  RequestPath: '/api/vote?choice=:joy:',
  RequestProtocol: 'HTTP/1.1',
  entryPointName: 'web',
  level: 'info',
  msg: '',
  time: '2026-01-01T00:00:00Z',
};

/**
 * @param traceIdFields the fields in which this release logs the trace id; empty for Traefik 2
 * @returns undefined if tracing is off, which is reported separately
 */
export function accessLog(traefik: TraefikProcess, traceIdFields: readonly string[]): LogLine | Lack | undefined {
  const { flags, isV2 } = traefik;
  if (!isEnabled(flags)) return { rule: 'no-access-log', problem: 'writes no access log', fix: 'enable it' };
  if (flags.get('accesslog.format') !== 'json')
    return { rule: 'plain-access-log', problem: 'writes its access log as plain text', fix: 'set its format to json' };
  if (tracesBy(traefik).length === 0 && flags.get('tracing.otlp') !== 'true') return undefined;
  return isV2 ? lineOfV2(traefik) : lineOfV3(flags, traceIdFields);
}

type Flags = TraefikProcess['flags'];

const isEnabled = (flags: Flags): boolean =>
  flags.get('accesslog') === 'true' || [...flags.keys()].some((flag) => flag.startsWith('accesslog.'));

function lineOfV2(traefik: TraefikProcess): LogLine | Lack {
  const { flags } = traefik;
  const isSent = tracesBy(traefik).some(({ protocol }) => protocol === 'Zipkin');
  if (!isSent || modeOf(flags, 'headers.names', B3_TRACE_ID, 'headers.defaultmode', 'drop') !== 'keep')
    return { rule: 'dropped-trace-id', problem: `drops the header ${B3_TRACE_ID} from its access log`, fix: 'keep it' };
  const traceIdField = headerField(B3_TRACE_ID);
  return { line: JSON.stringify({ ...kept(flags, COMMON), [traceIdField]: TRACE_ID }), traceIdField };
}

function lineOfV3(flags: Flags, traceIdFields: readonly string[]): LogLine | Lack {
  if (traceIdFields.length === 0)
    return {
      rule: 'no-logged-trace-id',
      problem: 'has a version that does not log trace ids',
      fix: 'use another version, or remove the derived field',
    };
  const ids = kept(flags, Object.fromEntries(traceIdFields.map((name) => [name, TRACE_ID])));
  const [traceIdField] = Object.keys(ids);
  if (traceIdField === undefined)
    return { rule: 'dropped-trace-id', problem: `drops ${traceIdFields.join(' and ')} from its access log`, fix: 'keep the field' };
  return { line: JSON.stringify({ ...kept(flags, COMMON), ...ids, ...kept(flags, { SpanId: SPAN_ID }) }), traceIdField };
}

/** The fields of a line that are not dropped. */
const kept = (flags: Flags, fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => modeOf(flags, 'names', name, 'defaultmode', 'keep') === 'keep'));

/** `keep`, `drop` or `redact`: the mode of a field or header, else the default mode of the flags, else the default of Traefik. */
const modeOf = (flags: Flags, names: string, name: string, all: string, usual: 'keep' | 'drop'): string =>
  flags.get(`accesslog.fields.${names}.${name.toLowerCase()}`) ?? flags.get(`accesslog.fields.${all}`) ?? usual;
