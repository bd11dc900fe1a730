/**
 * The flags of Traefik 2.5 to 3.7 for traces, access log, entry points and Kubernetes, in lower case
 * (docs/content/reference/static-configuration/cli-ref.md). Traefik does not start with a flag that it does not know.
 */
import { nearest } from '../../lib/findings/nearest';
import type { TraefikProduct } from './product';
import { ALL_SECTIONS } from './releases/flags';

/** The names after each name, with `*` for the names of users. Names without an entry are not described here. */
const FLAG_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['', ALL_SECTIONS],
  ['accesslog', ['addinternals', 'bufferingsize', 'dualoutput', 'fields', 'filepath', 'filters', 'format', 'otlp']],
  ['accesslog.fields', ['defaultmode', 'headers', 'names']],
  ['accesslog.fields.headers', ['defaultmode', 'names']],
  ['accesslog.filters', ['minduration', 'retryattempts', 'statuscodes']],
  [
    'tracing',
    [
      ...['addinternals', 'capturedrequestheaders', 'capturedresponseheaders', 'datadog', 'elastic', 'globalattributes', 'haystack'],
      ...['instana', 'jaeger', 'opentelemetry', 'otlp', 'resourceattributes', 'safequeryparams', 'samplerate', 'servicename'],
      ...['spannamelimit', 'zipkin'],
    ],
  ],
  ['tracing.zipkin', ['httpendpoint', 'id128bit', 'samespan', 'samplerate']],
  ['tracing.otlp', ['grpc', 'http']],
  ['tracing.otlp.http', ['endpoint', 'headers', 'tls']],
  ['tracing.otlp.grpc', ['endpoint', 'headers', 'insecure', 'tls']],
  [
    'entrypoints.*',
    [
      ...['address', 'allowacmebypass', 'asdefault', 'enablehttp3', 'forwardedheaders', 'http', 'http2', 'http3', 'observability'],
      ...['proxyprotocol', 'reuseport', 'transport', 'udp'],
    ],
  ],
  [
    'providers',
    [
      ...['consul', 'consulcatalog', 'docker', 'ecs', 'etcd', 'file', 'http', 'kubernetescrd', 'kubernetesgateway', 'kubernetesingress'],
      ...['kubernetesingressnginx', 'marathon', 'nomad', 'plugin', 'providersthrottleduration', 'rancher', 'redis', 'rest', 'swarm'],
      'zookeeper',
    ],
  ],
  [
    'providers.kubernetesingress',
    [
      ...['allowemptyservices', 'allowexternalnameservices', 'certauthfilepath', 'disableclusterscoperesources'],
      ...['disableingressclasslookup', 'endpoint', 'ingressclass', 'ingressendpoint', 'labelselector', 'namespaces'],
      ...['nativelbbydefault', 'strictprefixmatching', 'throttleduration', 'token'],
    ],
  ],
  ['providers.kubernetesingress.ingressendpoint', ['hostname', 'ip', 'publishedservice']],
]);

/** The tracing flags that only Traefik 3 has. */
const TRACING_OF_V3: readonly string[] = [
  ...['addinternals', 'capturedrequestheaders', 'capturedresponseheaders', 'globalattributes', 'otlp', 'resourceattributes'],
  ...['safequeryparams', 'samplerate'],
];

/** The name of an argument that is a flag, in lower case; undefined for others. */
export const flagName = (argument: string): string | undefined => /^--?([\w.-]+)/.exec(argument)?.[1]?.toLowerCase();

export interface FlagMistake {
  readonly problem: string;
  readonly fix: string;
}

/**
 * Why Traefik does not start with a flag, as a phrase whose subject has it; undefined if it does, or if that is not known.
 * @param flag its name in lower case, without hyphens in front
 * @param traefik the release that runs; undefined if it is unknown
 * @param isListed whether all its sections are known: it is not newer than the known releases
 */
export const flagMistake = (flag: string, traefik: TraefikProduct | undefined, isListed: boolean): FlagMistake | undefined =>
  misspelled(flag) ?? (traefik && (refused(flag, traefik) ?? newer(flag, traefik) ?? (isListed ? unknown(flag, traefik) : undefined)));

/** Newer flags than the known ones may exist, so only what is similar to one is a mistake. */
function misspelled(flag: string): FlagMistake | undefined {
  const names = flag.split('.');
  for (const [index, name] of names.entries()) {
    const section = names.slice(0, index).map((each, at) => (at === 1 && names[0] === 'entrypoints' ? '*' : each));
    const known = FLAG_NAMES.get(section.join('.'));
    const meant = known && !known.includes(name) ? nearest(name, known) : undefined;
    if (meant !== undefined)
      return { problem: unknownText(flag), fix: `use --${[...names.slice(0, index), meant, ...names.slice(index + 1)].join('.')}` };
  }
  return undefined;
}

/** Switches of sections that this table describes, and others that charts and people set. The word after `entrypoints` is a name of users. */
const SWITCHES =
  /^(api\.(dashboard|debug|insecure)|global\.(checknewversion|sendanonymoususage)|ping\.manualrouting|tracing\.(zipkin\.(samespan|id128bit)|otlp\.grpc\.insecure)|metrics\.prometheus\.(add\w+labels|manualrouting)|providers\.kubernetes\w+\.(allow\w+|disable\w+|nativelbbydefault|strictprefixmatching)|entrypoints\.[^.]+\.(asdefault|allowacmebypass|reuseport|(proxyprotocol|forwardedheaders)\.insecure))$/;

/** What strconv.ParseBool of Go reads. */
const BOOLEAN = /^(1|t|true|0|f|false)$/i;

/** Go knows the ports of these two names too (net/lookup.go). */
const ADDRESS = /^[^/]*:(\d+|https?)(\/(tcp|udp))?$/i;

/**
 * Why Traefik does not start with the value of a flag that it knows, as a phrase whose subject has it.
 * @param flag its name in lower case, without hyphens in front
 */
export function valueMistake(flag: string, value: string): FlagMistake | undefined {
  const problem = `has the flag --${flag}=${value}, with which Traefik does not start`;
  if (value === '' || value.includes('$')) return undefined;
  if (SWITCHES.test(flag) && !BOOLEAN.test(value)) return { problem, fix: 'use true or false' };
  if (!/^entrypoints\.[^.]+\.address$/.test(flag)) return undefined;
  const port = ADDRESS.exec(value)?.[1];
  return port !== undefined && !(Number(port) > 65_535) ? undefined : { problem, fix: 'use an address such as :8000/tcp' };
}

const unknownText = (flag: string): string => `has the flag --${flag}, which Traefik does not know, so it does not start`;

function refused(flag: string, { refusedFlags }: TraefikProduct): FlagMistake | undefined {
  const [, fix] = Object.entries(refusedFlags).find(([start]) => flag === start || flag.startsWith(`${start}.`)) ?? [];
  return fix === undefined ? undefined : { problem: `has the flag --${flag} of Traefik 2, so Traefik 3 does not start`, fix };
}

function newer(flag: string, { protocol }: TraefikProduct): FlagMistake | undefined {
  const [section, name = ''] = flag.split('.');
  if (protocol !== 'Zipkin' || section !== 'tracing' || !TRACING_OF_V3.includes(name)) return undefined;
  return { problem: `has the flag --${flag} of Traefik 3, so Traefik 2 does not start`, fix: 'remove it, or use that version' };
}

const unknown = (flag: string, { flagSections }: TraefikProduct): FlagMistake | undefined =>
  flagSections.includes(flag.split('.')[0] ?? '') ? undefined : { problem: unknownText(flag), fix: 'remove it' };
