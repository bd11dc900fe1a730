/** Where an address of the cluster file leads, as a policy can say it. */
import { RECEIVERS } from '../tempo/receivers';
import { type Hop, OUTSIDE, type Side, tcp } from './hop';

export interface Target extends Pick<Hop, 'to' | 'ports'> {
  /** The host, if it is outside of the cluster. */
  readonly outside?: string;
}

/** The host, which is in brackets if it is an address of IPv6, and the port. */
const HOST_AND_PORT = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/;

/** Whether a host is an address of IPv4, or of IPv6 in brackets. */
export const isAddress = (host: string): boolean => /^([\d.]+|\[.*\])$/.test(host);

/**
 * A Service is known by its namespace: the ports of the pods behind it are not known. A host outside is a port, because a policy knows
 * no names, and sees the pods behind the address of a load balancer. A name of two parts may be either, so both are permitted.
 * @param address `host` or `host:port`, with an address of IPv6 in brackets
 * @param port the port if the address has none
 * @param namespace the namespace of the pod that uses the address
 */
export function targetsOf(address: string, port: number, namespace: string): Target[] {
  const [, host = '', written] = HOST_AND_PORT.exec(address) ?? [];
  const labels = host.split('.');
  const outside: Target = { to: OUTSIDE, ports: tcp(written === undefined ? port : Number(written)), outside: host };
  const inNamespace = (name: string): Target => ({ to: { namespace: name } satisfies Side });
  if (isAddress(host)) return [outside];
  if (labels.length === 1) return [inNamespace(namespace)];
  // Before the Service may be one of its pods, as in kafka-0.kafka.queue.svc.
  const service = labels.indexOf('svc', 2);
  if (service >= 0) return [inNamespace(labels[service - 1] ?? namespace)];
  return labels.length === 2 ? [inNamespace(labels[1] ?? namespace), outside] : [outside];
}

/** The same for a URL. */
export function urlTargets(url: string, namespace: string): Target[] {
  const { host, protocol } = new URL(url);
  return targetsOf(host, protocol === 'http:' ? 80 : 443, namespace);
}

/** The same for the endpoint of OTLP, `host:port`. */
export const endpointTargets = (endpoint: string, namespace: string): Target[] =>
  targetsOf(endpoint, RECEIVERS['otlp-http'].port, namespace);
