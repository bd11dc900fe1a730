/** Addresses in a user's own values whose host is one value, and whose port is another or the usual one. */
import { isPodItself } from '../../../lib/kubernetes/loopback';
import { isMap } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import { RECEIVERS } from '../../tempo/receivers';

/** As in `exporters.syslog` of a collector: `endpoint` and `port`. */
const HOST_KEY = /^(host|hostname|endpoint|address|addr|server|dsn)$/i;

const HOST = /^(?:(?=[\d.-]*[a-z])[a-z\d](?:[a-z\d.-]*[a-z\d])?\.?|\d+\.\d+\.\d+\.\d+)$/i;

/** What says that it is UDP. */
const TRANSPORT_KEY = /^(network|protocol|transport)$/i;

/** Tempo looks up the port of memcached by the name of a port of its Service (cacheConfig of the chart). */
const USUAL_PORTS: Readonly<Record<string, number>> = { memcached: 11211 };

/** The agent of Jaeger, whose port may be left out (JAEGER_AGENT_PORT of its clients). */
const AGENT = 'JAEGER_AGENT';
const AGENT_PORT = 6831;

const HOST_VARIABLE = /^(\w+)_(?:HOST|HOSTNAME|ADDR|ADDRESS)$/;

const isHost = (value: unknown): value is string => typeof value === 'string' && HOST.test(value) && !isPodItself(value);

const joined = (host: string, port: unknown, isUdp: boolean): string[] =>
  /^\d{1,5}$/.test(String(port)) ? [`${isUdp ? 'udp://' : ''}${host}:${port}`] : [];

/** The Service of a resolver of the exporter loadbalancing, and the ports of its pods, by default that of OTLP. */
function resolvedService({ service, ports }: Readonly<Values>): string[] {
  if (!isHost(service)) return [];
  const host = service.includes('.') ? `${service}.svc` : service;
  return (Array.isArray(ports) ? ports : [RECEIVERS['otlp-grpc'].port]).flatMap((port) => joined(host, port, false));
}

/** @param of the key of the values */
export function splitAddresses(values: Readonly<Values>, of: string): string[] {
  const entries = Object.entries(values);
  const isUdp = entries.some(([key, value]) => TRANSPORT_KEY.test(key) && /^udp/i.test(String(value)));
  const port = values.port ?? USUAL_PORTS[of];
  if (of === 'k8s') return resolvedService(values);
  return entries.flatMap(([key, value]) => (HOST_KEY.test(key) && isHost(value) ? joined(value, port, isUdp) : []));
}

/** The addresses in environment variables, a list of `name` and `value`. */
export function variableAddresses(list: readonly unknown[]): string[] {
  const variables = new Map(list.flatMap((each) => (isMap(each) ? [[each.name, each.value] as const] : [])));
  return [...variables].flatMap(([name, value]) => {
    const [, prefix] = HOST_VARIABLE.exec(String(name)) ?? [];
    const isAgent = prefix === AGENT;
    return prefix !== undefined && isHost(value)
      ? joined(value, variables.get(`${prefix}_PORT`) ?? (isAgent ? AGENT_PORT : undefined), isAgent)
      : [];
  });
}
