/** The endpoints of Services without a selector, which the manifests have as Endpoints or as EndpointSlices. */
import { listAt, textAt } from '../../lib/yaml/parsed';
import type { Placed, World } from '../stack';
import { groupOf } from './kubernetes';
import type { Service } from './lookup';

/** Addresses with the same ports. */
export interface Endpoints {
  /** Those of IPv6 in brackets. */
  readonly hosts: readonly string[];
  readonly ports: readonly { readonly name: string; readonly number: number; readonly protocol: string }[];
}

/** The label that names the Service of an EndpointSlice. */
const SERVICE_NAME = 'kubernetes.io/service-name';

/** @returns undefined if the manifests have none: something else makes them */
export function endpointsOf(
  { name, namespace }: Pick<Service, 'name' | 'namespace'>,
  { objects }: Pick<World, 'objects'>,
): Endpoints[] | undefined {
  const inNamespace = objects.filter((placed) => (placed.namespace ?? 'default') === namespace);
  const own = inNamespace.filter(({ object }) => object.kind === 'Endpoints' && groupOf(object) === '' && object.metadata.name === name);
  const slices = inNamespace.filter(
    ({ object }) =>
      object.kind === 'EndpointSlice' && groupOf(object) === 'discovery.k8s.io' && object.metadata.labels?.[SERVICE_NAME] === name,
  );
  if (own.length + slices.length === 0) return undefined;
  return [...own.flatMap(subsetsOf), ...slices.map(sliceOf)];
}

const subsetsOf = ({ object }: Placed): Endpoints[] =>
  listAt(object, 'subsets').map((subset) => ({
    hosts: listAt(subset, 'addresses')
      .filter(isNotOfPod)
      .map((address) => hostOf(textAt(address, 'ip') ?? '')),
    ports: portsOf(subset),
  }));

const sliceOf = ({ object }: Placed): Endpoints => ({
  hosts: listAt(object, 'endpoints')
    .filter((endpoint) => isNotOfPod(endpoint) && textAt(endpoint, 'conditions', 'ready') !== 'false')
    .flatMap((endpoint) => listAt(endpoint, 'addresses').map((address) => hostOf(String(address)))),
  ports: portsOf(object),
});

/** Which pod it is, its name does not say. */
const isNotOfPod = (endpoint: unknown): boolean => textAt(endpoint, 'targetRef', 'kind') !== 'Pod';

const hostOf = (address: string): string => (address.includes(':') ? `[${address}]` : address);

const portsOf = (holder: unknown): Endpoints['ports'] =>
  listAt(holder, 'ports')
    .map((port) => ({
      name: textAt(port, 'name') ?? '',
      number: Number(textAt(port, 'port')),
      protocol: textAt(port, 'protocol') ?? 'TCP',
    }))
    // Without a number, it stands for all ports.
    .filter(({ number }) => Number.isInteger(number));
