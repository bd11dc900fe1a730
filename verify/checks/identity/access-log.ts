/** Sample lines of Traefik's access log, according to the rendered flags. */
import { B3_SAMPLED, B3_TRACE_ID, headerField } from '../../../charts/traefik/product';
import { hasSection, sampleRateOf, type TraefikProcess, tracesBy } from '../../uses/traefik';
import { modeOfField, modeOfHeader } from './access-log-modes';

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

export interface LogLines {
  /** JSON, of a request that is sampled. */
  readonly line: string;
  /** The same for requests that are sampled because the sender of the request wants it. */
  readonly wanted: readonly string[];
  /** JSON, of requests that are not sampled, so that their trace id leads nowhere; empty if all are sampled. */
  readonly unsampled: readonly string[];
  /** The field with the trace id. */
  readonly traceIdField: string;
  /** The fields that tell whether a request is sampled, if Traefik can log such fields, and those of them that it drops. */
  readonly sampledFields: readonly string[];
  readonly droppedHeaders: readonly string[];
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
export function accessLog(traefik: TraefikProcess, traceIdFields: readonly string[]): LogLines | Lack | undefined {
  const { flags, isV2 } = traefik;
  if (!hasSection(flags, 'accesslog')) return { rule: 'no-access-log', problem: 'writes no access log', fix: 'enable it' };
  if (flags.get('accesslog.format') !== 'json')
    return { rule: 'plain-access-log', problem: 'writes its access log as plain text', fix: 'set its format to json' };
  if (tracesBy(traefik).length === 0 && flags.get('tracing.otlp') !== 'true') return undefined;
  return isV2 ? linesOfV2(traefik) : linesOfV3(traefik, traceIdFields);
}

type Flags = TraefikProcess['flags'];

function linesOfV2(traefik: TraefikProcess): LogLines | Lack {
  const { flags } = traefik;
  const isSent = tracesBy(traefik).some(({ protocol }) => protocol === 'Zipkin');
  const isKept = (header: string) => modeOfHeader(flags, header) === 'keep';
  if (!isSent || !isKept(B3_TRACE_ID))
    return { rule: 'dropped-trace-id', problem: `drops the header ${B3_TRACE_ID} from its access log`, fix: 'keep it' };
  const lineWith = (decision: Readonly<Record<string, string>>) => {
    const headers = Object.entries({ ...decision, 'X-B3-Spanid': SPAN_ID, [B3_TRACE_ID]: TRACE_ID }).filter(([header]) => isKept(header));
    const fields = headers.map(([header, value]) => [headerField(header), value]);
    return JSON.stringify({ ...kept(flags, COMMON), ...Object.fromEntries(fields) });
  };
  const [debug, sampled] = B3_SAMPLED;
  const isPartial = sampleRateOf(traefik) < 1;
  return {
    line: lineWith({ [sampled]: '1' }),
    wanted: isPartial ? [lineWith({ [debug]: '1' }), lineWith({ [debug]: '1', [sampled]: '0' })] : [],
    unsampled: isPartial ? [lineWith({ [sampled]: '0' })] : [],
    traceIdField: headerField(B3_TRACE_ID),
    sampledFields: isPartial ? B3_SAMPLED.map(headerField) : [],
    droppedHeaders: isPartial ? B3_SAMPLED.filter((header) => !isKept(header)) : [],
  };
}

function linesOfV3(traefik: TraefikProcess, traceIdFields: readonly string[]): LogLines | Lack {
  const { flags } = traefik;
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
  const line = JSON.stringify({ ...kept(flags, COMMON), ...ids, ...kept(flags, { SpanId: SPAN_ID }) });
  // The line is the same whether the request is sampled or not.
  const unsampled = sampleRateOf(traefik) < 1 ? [line] : [];
  return { line, wanted: [], unsampled, traceIdField, sampledFields: [], droppedHeaders: [] };
}

/** The fields of a line that are not dropped. */
const kept = (flags: Flags, fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => modeOfField(flags, name) === 'keep'));
