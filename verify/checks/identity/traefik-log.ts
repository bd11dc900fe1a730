/** A line of Traefik's access log, as the rendered flags make it: what a link from log to trace has to find. */
import type { TraefikProcess } from '../../uses/traefik';
import { tracesBy } from '../../uses/traefik';

/** 128 bits in hexadecimal digits, as Traefik writes them. */
export const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN_ID = '00f067aa0ba902b7';

export interface AccessLog {
  /** Undefined where there is none, or where it is no JSON. */
  readonly line?: string;
  /** Why the line holds no trace id; undefined where it does, and where nothing is traced, which is said for itself. */
  readonly lack?: string;
}

/** Fields that every line has, as far as a reader may look for them (traefik pkg/middlewares/accesslog/logdata.go). */
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
 * @param traceIdFields fields in which that release logs the trace id by itself, none for Traefik 2
 */
export function accessLog(traefik: TraefikProcess, traceIdFields: readonly string[]): AccessLog {
  const { flags, isV2 } = traefik;
  if (flags.get('accesslog') !== 'true' && ![...flags.keys()].some((flag) => flag.startsWith('accesslog.')))
    return { lack: 'writes no access log; enable it' };
  if (flags.get('accesslog.format') !== 'json') return { lack: 'writes its access log as plain text; set its format to json' };
  const fields: Record<string, unknown> = {};
  const keep = (name: string, value: unknown, usual: string) => {
    const mode = flags.get(`accesslog.fields.names.${name.toLowerCase()}`) ?? flags.get('accesslog.fields.defaultmode') ?? usual;
    if (mode === 'keep') fields[name] = value;
    return mode === 'keep';
  };
  for (const [name, value] of Object.entries(COMMON)) keep(name, value, 'keep');
  const hasTraces = tracesBy(traefik).length > 0 || flags.get('tracing.otlp') === 'true';
  if (!hasTraces) return {};
  if (!isV2) {
    const kept = traceIdFields.filter((name) => keep(name, TRACE_ID, 'keep'));
    keep('SpanId', SPAN_ID, 'keep');
    const lack =
      traceIdFields.length === 0
        ? 'is of a release that logs no trace id'
        : kept.length === 0
          ? `drops ${traceIdFields.join(' and ')} from its access log; keep the field`
          : undefined;
    return { line: JSON.stringify(fields), lack };
  }
  // Traefik 2 writes B3 into the request's own headers before they are logged.
  const header = 'X-B3-Traceid';
  const mode =
    flags.get(`accesslog.fields.headers.names.${header.toLowerCase()}`) ?? flags.get('accesslog.fields.headers.defaultmode') ?? 'drop';
  const isLogged = mode === 'keep' && tracesBy(traefik).some(({ protocol }) => protocol === 'Zipkin');
  if (isLogged) fields[`request_${header}`] = TRACE_ID;
  return { line: JSON.stringify(fields), ...(!isLogged && { lack: `drops the header ${header} from its access log; keep it` }) };
}
