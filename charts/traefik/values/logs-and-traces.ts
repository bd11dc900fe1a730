/**
 * What of Traefik's access log and tracing a user must not set, as a Helm value or as a flag: what the link from a log line to its trace
 * depends on, and what sends the spans.
 */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, mapAt } from '../../../lib/yaml/parsed';
import type { ReservedValues, UserValuesProps, Values } from '../../helm-values/user-values';
import type { TraefikRelease } from '../releases';

const SERVICE_NAME = 'set traefik.serviceName';
const ATTRIBUTES = 'set traefik.resourceAttributes';
const SAMPLE_RATE = 'set traefik.sampleRate';
const SPANS = 'set tempo.receivers, or traefik.collector for another server than Tempo';
const LINK = 'the link from a log line to its trace depends on it';
const ACCESS_LOG = `remove it, because ${LINK}`;
const ALL_FIELDS = `remove it, because ${LINK}, and drop other fields by their names`;

/** All that Traefik 2 or 3 can send spans by. */
const BACKENDS = ['otlp', 'openTelemetry', 'zipkin', 'jaeger', 'datadog', 'instana', 'haystack', 'elastic'];

export const RESERVED_TRACING: ReservedValues = [
  ['tracing.serviceName', SERVICE_NAME],
  ['tracing.resourceAttributes', ATTRIBUTES],
  ['tracing.globalAttributes', ATTRIBUTES],
  ['tracing.sampleRate', SAMPLE_RATE],
  ['tracing.zipkin.sampleRate', SAMPLE_RATE],
  ...BACKENDS.map((backend) => [`tracing.${backend}`, SPANS] as const),
];

/** Traefik logs the trace id under one of these names. */
const TRACE_ID = /^trace_?id$/i;
const B3 = /^x-b3-/i;

/** Traefik 2 logs the trace id as a header, of which those of B3 are between the fields that the link reads. */
const linksByHeader = ({ traefik }: TraefikRelease): boolean => traefik.traceIdHeader !== undefined;

/** With OTLP alone, nothing is written. */
const DUAL_OUTPUT = 'dualOutput';
const BY_OTLP = 'sends the access log by OTLP instead of writing it';

/** By both names, of which some releases of k3s read one, and some the other. */
export const reservedAccessLog = (release: TraefikRelease, user: Readonly<Values>): ReservedValues => [
  ...belowAccessLog('logs.access', 'fields.general', 'defaultmode', release, user),
  ...belowAccessLog('accessLog', 'fields', 'defaultMode', release, user),
];

/**
 * @param path of the access log's values
 * @param fields the path of the fields below it, with their names
 * @param mode the name of the value for all fields or headers
 */
function belowAccessLog(path: string, fields: string, mode: string, release: TraefikRelease, user: Readonly<Values>): ReservedValues {
  const [names, headers] = [`${path}.${fields}.names`, `${path}.fields.headers`];
  const { hasDualOutput } = release.traefik;
  const isOn = (...field: string[]) => isTrueInTemplate(at(user, ...path.split('.'), ...field));
  const named = (above: string, pattern: RegExp) => Object.keys(mapAt(user, ...above.split('.'))).filter((name) => pattern.test(name));
  return [
    ...['enabled', 'format', 'filePath'].map((field) => [`${path}.${field}`, ACCESS_LOG] as const),
    ...(isOn('otlp', 'enabled') && !(hasDualOutput && isOn(DUAL_OUTPUT))
      ? [[`${path}.otlp.enabled`, hasDualOutput ? `set ${DUAL_OUTPUT}: true beside otlp, because ${LINK}` : ACCESS_LOG, BY_OTLP] as const]
      : []),
    [`${path}.${fields}.${mode}`, ALL_FIELDS],
    ...named(names, TRACE_ID).map((name) => [`${names}.${name}`, ACCESS_LOG, undefined, 'keep'] as const),
    ...(linksByHeader(release)
      ? [
          [`${headers}.${mode}`, ALL_FIELDS] as const,
          ...named(`${headers}.names`, B3).map((name) => [`${headers}.names.${name}`, ACCESS_LOG] as const),
        ]
      : []),
  ];
}

const BACKEND_FLAGS = new RegExp(`^--tracing(=|$|\\.(${BACKENDS.join('|')})\\b)`, 'i');

/** Flags of Traefik that this stack sets. */
export const reservedFlags = (release: TraefikRelease): UserValuesProps['flags'] => [
  [/^--configfile\b/i, 'remove it, because Traefik ignores all flags if it has a file with its static configuration'],
  [/^--tracing\.servicename\b/i, SERVICE_NAME],
  [/^--tracing\.(resource|global)attributes\b/i, ATTRIBUTES],
  [/^--tracing\.(zipkin\.)?samplerate\b/i, SAMPLE_RATE],
  [BACKEND_FLAGS, SPANS],
  [/^--accesslog(=|$|\.(format|filepath|otlp)\b)/i, ACCESS_LOG],
  [/^--accesslog\.fields\.names\.trace_?id=(?!keep$)/i, ACCESS_LOG],
  [/^--accesslog\.fields\.defaultmode\b/i, ALL_FIELDS],
  ...(linksByHeader(release)
    ? [
        [/^--accesslog\.fields\.headers\.defaultmode\b/i, ALL_FIELDS] as const,
        [/^--accesslog\.fields\.headers\.names\.x-b3-/i, ACCESS_LOG] as const,
      ]
    : []),
];
