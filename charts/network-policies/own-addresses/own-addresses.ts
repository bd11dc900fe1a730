/** The addresses in a user's own Helm values, such as those of a cache or of an exporter: the pods connect to them too. */
import { isPodItself } from '../../../lib/kubernetes/loopback';
import { isMap } from '../../../lib/yaml/parsed';
import type { TempoConfig } from '../../tempo/config';
import { type Target, targetsOf } from '../address';
import type { Port } from '../hop';
import { type OwnServices, partAt, type ServicePart } from './own-services';
import { portOfScheme } from './scheme-ports';
import { splitAddresses, variableAddresses } from './split-addresses';

/** Values with addresses of something else: where images come from, what clients ask for, and texts for people. */
const NOT_CONNECTED =
  /^(image|registry|repository|tag|annotations|labels|\w+Annotations|\w+Labels|matchLabels|nodeSelector|ingress|route|httproute|cors|host_?aliases|allowed_origins|cors_allowed_origins|response_headers|(minio_\w+_)?redirect_?ur[il])$/i;

/** Texts with names that a certificate has, or of DNS, which every pod reaches. */
const ONLY_NAMES = /^(resolver|(tls_)?server_name(_override)?|authority)$/i;

/** A list of addresses, of which each may say how the names are looked up, and which port of a Service is meant. */
const LOOKUP = /^dns(?:\+|(?:srv|srvnoa)\+(?:_[a-z\d-]+\._(?:tcp|udp)\.)?)/i;

/** A target of gRPC with its resolver, and with an authority, which is a DNS server (https://github.com/grpc/grpc/blob/master/doc/naming.md). */
const GRPC_TARGET = /^(?:dns|passthrough|ipv4|ipv6):(?:\/\/[^/]*\/)?(?!\d+$)/i;

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

/** @param of the key of the values. @default none */
export function addressesIn(values: unknown, of = ''): string[] {
  if (typeof values === 'string') return values.split(',').flatMap((text) => addressOf(text.trim()) ?? []);
  if (Array.isArray(values)) return [...values.flatMap((each) => addressesIn(each, of)), ...variableAddresses(values)];
  if (!isMap(values)) return [];
  const below = Object.entries(values).flatMap(([key, value]) => {
    const isName = typeof value === 'string' && ONLY_NAMES.test(key);
    return isName || NOT_CONNECTED.test(key) ? [] : addressesIn(value, key);
  });
  return [...below, ...splitAddresses(values, of)];
}

/** The address in a text, which may be that of a flag. */
function addressOf(text: string): string | undefined {
  const value = withoutResolver(text.replace(/^--?[\w.-]+=/, '').replace(LOOKUP, ''));
  const isAddress = URL_OF_SERVER.test(value) || HOST_AND_PORT.test(value) || NAME_OF_SERVICE.test(value);
  return isAddress && !isPodItself(HOST.exec(value)?.[1] ?? '') ? value : undefined;
}

/** A target of gRPC without a port has that of HTTPS. */
function withoutResolver(value: string): string {
  const target = value.replace(GRPC_TARGET, '');
  return target === value || PORT.test(target) ? target : `${target}:443`;
}

const PORT = /:\d+$/;

/** Where the addresses in values lead, without Services of this stack, whose pods are known. @param namespace that of the pods */
export const ownTargets = (values: unknown, namespace: string, own: OwnServices): Target[] =>
  serversIn(values).flatMap(({ host, port, isUdp }) => {
    if (partAt(host, namespace, own)) return [];
    if (port === undefined) return targetsOf(host, 0, namespace).filter(({ outside }) => outside === undefined);
    const targets = targetsOf(`${host}:${port}`, port, namespace);
    return isUdp ? targets.map(({ ports, ...to }) => ({ ...to, ...(ports && { ports: ports.map(overUdp) }) })) : targets;
  });

/** A port of a Service of this stack. */
export interface OwnTarget extends ServicePart {
  readonly port: number;
}

/** Which Services of this stack the addresses in values lead to. @param namespace that of the pods */
export const stackTargets = (values: unknown, namespace: string, own: OwnServices): OwnTarget[] =>
  serversIn(values).flatMap(({ host, port }) => {
    const part = partAt(host, namespace, own);
    return part && port !== undefined ? [{ ...part, port }] : [];
  });

/** The hosts outside of the cluster in values whose port is not known, because the address has none and its scheme has no usual one. */
export const portlessHosts = (values: unknown, namespace: string, own: OwnServices): string[] =>
  serversIn(values).flatMap(({ host, port }) =>
    port === undefined && !partAt(host, namespace, own) && targetsOf(host, 0, namespace).every(({ outside }) => outside !== undefined)
      ? [host]
      : [],
  );

interface Server {
  readonly host: string;
  /** Undefined if the address has none, and its scheme has no usual one. */
  readonly port?: number;
  readonly isUdp: boolean;
}

const serversIn = (values: unknown): Server[] =>
  addressesIn(values).flatMap((address) => {
    const server = serverAt(address);
    return server && server.port !== 0 ? [{ ...server, isUdp: UDP.test(address) }] : [];
  });

const UDP = /^udp\d?:/i;

const overUdp = ({ port }: Port): Port => ({ port, protocol: 'UDP' });

/** The host and the port of an address; undefined if it has a variable, such as `$(NAMESPACE)`, or is not valid. */
function serverAt(address: string): Pick<Server, 'host' | 'port'> | undefined {
  const url = URL_OF_SERVER.test(address) ? address : `tcp://${address}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/\.$/, '').toLowerCase();
  const known = port === '' ? portOfScheme(protocol) : Number(port);
  return IPV6.test(host) || host.split('.').every((label) => LABEL.test(label))
    ? { host, ...(known !== undefined && { port: known }) }
    : undefined;
}

/** Values of tempo-distributed for pods that have no such addresses, or no policy. */
const NOT_OF_TEMPO = /^(memcached\w*|rollout_operator|grafana-agent-operator|metaMonitoring|prometheusRule|extraObjects)$/;

/** The values of Tempo that have addresses, by their part, which may be one microservice. */
export const partsWithAddresses = ({ values }: Pick<TempoConfig, 'values'>): (readonly [part: string, value: unknown])[] =>
  Object.entries(values).filter(([part]) => !NOT_OF_TEMPO.test(part) && !NOT_CONNECTED.test(part));
