/** The parsed destination of an address, which may not exist. */
import { type AddressParts, addressOf, type Use } from '../../uses/use';
import type { Lookup } from '../../world/lookup';

export interface Destination extends Pick<AddressParts, 'scheme' | 'host' | 'isPortWritten' | 'path'> {
  /** A port number, or the name of a port of the Service; undefined if there is none and the scheme has no default. */
  readonly port?: number | string;
  /** The Service in the address; undefined for a host outside the cluster. */
  readonly service?: { readonly name: string; readonly namespace: string };
}

/** @returns undefined if it is not an address */
export function destinationOf({ address, placed }: Pick<Use, 'address' | 'placed'>, lookup: Lookup): Destination | undefined {
  const parts = addressOf(address) ?? withPortName(address);
  return parts && { ...parts, service: serviceIn(parts.host, placed.namespace, lookup) };
}

/** How many names of Services may lead to another name. */
const MOST_NAMES = 8;

/** Where a destination leads in the end: behind the names of Services of type ExternalName, with the port of the client. */
export function behindNames(destination: Destination, lookup: Lookup): Destination {
  let last = destination;
  for (let count = 0; count < MOST_NAMES; count++) {
    const service = last.service && lookup.service(last.service.namespace, last.service.name);
    if (service?.externalName === undefined) return last;
    const host = service.externalName.replace(/\.$/, '');
    // DNS looks it up as it is, so only the whole name of a Service leads to one.
    last = { ...last, host, service: /^[^.]+\.[^.]+\.svc\../.test(host) ? serviceIn(host, undefined, lookup) : undefined };
  }
  return last;
}

/** `tempo-distributor.tracing:9411`; outside the cluster `s3.example.org` or `s3.example.org:9000`. */
export function destinationText({ service, host, port }: Destination): string {
  const name = service ? `${service.name}.${service.namespace}` : host;
  return port === undefined ? name : `${name}:${port}`;
}

/** `service.namespace:http`, with a port name as in an Ingress. */
function withPortName(text: string): Omit<Destination, 'service'> | undefined {
  const [, host, port] = /^([a-z0-9.-]+):([a-z][a-z0-9-]*)$/.exec(text) ?? [];
  return host ? { host, port, isPortWritten: false, path: '' } : undefined;
}

/** The Service that a host names, seen from a namespace; undefined for a host outside the cluster. */
function serviceIn(host: string, from: string | undefined, lookup: Lookup): Destination['service'] {
  const labels = host.split('.');
  const [name = '', namespace = ''] = labels;
  if (/^[\d.]+$|^\[/.test(host) || host === 'localhost') return undefined;
  // Where values without a release are installed is unknown.
  if (labels.length === 1) return from === '' ? undefined : { name, namespace: from ?? 'default' };
  if (labels[2] === 'svc') return { name, namespace };
  return labels.length === 2 && lookup.namespaces.has(namespace) ? { name, namespace } : undefined;
}
