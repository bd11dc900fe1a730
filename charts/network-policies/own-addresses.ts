/** The addresses in a user's own Helm values, such as those of a cache or of an exporter: the pods connect to them too. */
import { isPodItself } from '../../lib/kubernetes/loopback';
import { isMap } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { COLLECTOR, SAMPLING } from '../collector/collector';
import type { Endpoint } from '../component';
import type { Values } from '../helm-values/user-values';
import type { TempoConfig } from '../tempo/config';
import { fullnameOf } from '../tempo/names';
import { cachesOf, hasGateway } from '../tempo/pods/labels';
import { distributedReleases } from '../tempo/releases';
import { TEMPO, targetName, WORKLOADS } from '../tempo/workloads';
import { type Target, targetsOf } from './address';
import type { Port } from './hop';
import { splitAddresses, variableAddresses } from './split-addresses';

/** Values with addresses of something else: where images come from, what clients ask for, and texts for people. */
const NOT_CONNECTED =
  /^(image|registry|repository|tag|annotations|labels|\w+Annotations|\w+Labels|matchLabels|nodeSelector|ingress|route|httproute|cors|host_?aliases|allowed_origins|cors_allowed_origins|response_headers)$/i;

/** Texts with names that a certificate has, or of DNS, which every pod reaches. */
const ONLY_NAMES = /^(resolver|(tls_)?server_name(_override)?|authority)$/i;

/** A list of addresses, of which each may say how the names are looked up, and which port of a Service is meant. */
const LOOKUP = /^dns(?:\+|(?:srv|srvnoa)\+(?:_[a-z\d-]+\._(?:tcp|udp)\.)?)/i;

const URL_OF_SERVER = /^[a-z][a-z\d+.-]*:\/\/[^\s/{}$]+/i;
const HOST_AND_PORT = /^(?:(?=[\d.-]*[a-z])[a-z\d](?:[a-z\d.-]*[a-z\d])?\.?|\d+\.\d+\.\d+\.\d+|\[[a-f\d]*:[a-f\d:.]*\]):\d{2,5}$/i;
/** Or of one of its pods. */
const NAME_OF_SERVICE = /^(?:[a-z\d-]+\.)?[a-z\d-]+\.[a-z\d-]+\.svc(?:\.[a-z\d.-]+)?$/i;

/** The host of a URL. */
const IPV6 = /^\[.*\]$/;

/** Of the name of a host. That of a Service is not longer, and may become the label of a namespace. */
const LABEL = /^[a-z\d]([\w-]{0,61}[a-z\d])?$/;

/** The host of an address, after its scheme. */
const HOST = /^(?:[a-z][a-z\d+.-]*:\/\/)?(\[[^\]]*\]|[^:/?#]*)/i;

/** The port of an address that has none. */
const HTTPS = 443;

/** @param of the key of the values. @default none */
export function addressesIn(values: unknown, of = ''): string[] {
  if (typeof values === 'string') return values.split(',').flatMap((text) => addressOf(text.trim()) ?? []);
  if (Array.isArray(values)) return [...values.flatMap((each) => addressesIn(each, of)), ...unnamed(variableAddresses(values))];
  if (!isMap(values)) return [];
  const below = Object.entries(values).flatMap(([key, value]) => {
    const isName = typeof value === 'string' && ONLY_NAMES.test(key);
    return isName || NOT_CONNECTED.test(key) ? [] : addressesIn(value, key);
  });
  return [...below, ...unnamed(splitAddresses(values, of))];
}

/** Those whose host alone is not an address already, as the name of a Service is. */
const unnamed = (addresses: readonly string[]): string[] =>
  addresses.filter((address) => !NAME_OF_SERVICE.test(HOST.exec(address)?.[1] ?? ''));

/** The address in a text, which may be that of a flag. */
function addressOf(text: string): string | undefined {
  const value = text.replace(/^--?[\w.-]+=/, '').replace(LOOKUP, '');
  const isAddress = URL_OF_SERVER.test(value) || HOST_AND_PORT.test(value) || NAME_OF_SERVICE.test(value);
  return isAddress && !isPodItself(HOST.exec(value)?.[1] ?? '') ? value : undefined;
}

/** Services of this stack, which have hops of their own. */
export type OwnServices = readonly OwnService[];

interface OwnService extends Pick<Endpoint, 'service' | 'namespace'> {
  /** The names of the Services beside it, after its own and a hyphen. */
  readonly parts: RegExp;
}

/** Where the addresses in values lead. @param namespace that of the pods */
export function ownTargets(values: unknown, namespace: string, own: OwnServices): Target[] {
  const isOwn = (host: string) => {
    const [name = '', ofName = namespace] = host.split('.');
    return own.some(
      ({ service, namespace: ofService, parts }) =>
        ofName === ofService && (name === service || (name.startsWith(`${service}-`) && parts.test(name.slice(service.length + 1)))),
    );
  };
  return addressesIn(values).flatMap((address) => {
    const { host, port } = serverAt(address) ?? {};
    if (host === undefined || port === 0 || isOwn(host)) return [];
    const targets = targetsOf(`${host}:${port}`, HTTPS, namespace);
    return UDP.test(address) ? targets.map(({ ports, ...to }) => ({ ...to, ...(ports && { ports: ports.map(overUdp) }) })) : targets;
  });
}

const UDP = /^udp\d?:/i;

const overUdp = ({ port }: Port): Port => ({ port, protocol: 'UDP' });

/** The host and the port of an address; undefined if it has a variable, such as `$(NAMESPACE)`, or is not valid. */
function serverAt(address: string): { readonly host: string; readonly port: number } | undefined {
  const url = URL_OF_SERVER.test(address) ? address : `tcp://${address}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/\.$/, '').toLowerCase();
  const usual = protocol === 'http:' ? 80 : HTTPS;
  return IPV6.test(host) || host.split('.').every((label) => LABEL.test(label))
    ? { host, port: port === '' ? usual : Number(port) }
    : undefined;
}

/** Values of tempo-distributed for pods that have no such addresses, or no policy. */
const NOT_OF_TEMPO = /^(memcached\w*|minio|rollout_operator|grafana-agent-operator|metaMonitoring|prometheusRule|extraObjects)$/;

/** The addresses in the values of Tempo, by the part of the values, which may be that of one microservice. */
export const tempoTargets = (config: TempoConfig, own: OwnServices): { readonly part: string; readonly targets: readonly Target[] }[] =>
  Object.entries(config.values).flatMap(([part, value]) =>
    NOT_OF_TEMPO.test(part) || NOT_CONNECTED.test(part) ? [] : [{ part, targets: ownTargets(value, config.namespace, own) }],
  );

/** The Services of a stack. */
export function servicesOf({ tempo, minio, collector }: Pick<ClusterFile, 'tempo' | 'minio' | 'collector'>): OwnServices {
  const { namespace, chart, values, migration } = tempo;
  const isBundled = minio?.bundled !== undefined;
  return [
    { namespace, service: fullnameOf(tempo), parts: partsOf({ chart, values, isBundled }) },
    // The older release.
    ...(migration ? [{ namespace, service: TEMPO, parts: partsOf({ chart: migration.from, values: migration.values, isBundled }) }] : []),
    { namespace: collector?.namespace ?? namespace, service: COLLECTOR, parts: SAMPLING_TIER },
  ];
}

const SAMPLING_TIER = new RegExp(`^${SAMPLING.slice(COLLECTOR.length + 1)}$`);

/** The chart tempo has one Service. */
const NO_PARTS = /^$/;

interface Parts {
  readonly chart?: string;
  readonly values: Values;
  readonly isBundled: boolean;
}

/** Those of tempo-distributed (rendered), of which a user may have a cache or a gateway of the same name if the chart has none. */
function partsOf({ chart, values, isBundled }: Parts): RegExp {
  const release = chart === undefined ? undefined : distributedReleases.find(chart).release;
  if (!release) return NO_PARTS;
  const processes = WORKLOADS.map((workload) => `${targetName(workload)}(-discovery|-zone-.+)?`);
  const others = [...cachesOf(values, release), ...(hasGateway(values) ? ['gateway'] : [])].map(targetName);
  return new RegExp(`^(${[...processes, ...others, 'gossip-ring', ...(isBundled ? ['minio(-console|-svc)?'] : [])].join('|')})$`);
}
