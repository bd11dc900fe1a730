/** What controllers of the cluster itself would write: the Endpoints and EndpointSlices of Services, and the node. */
import { at, listAt, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest } from '../../../../verify/stack';
import { NODE_ADDRESS, NODE_NAME } from '../network';
import { type Pod, portOf } from '../pod';
import { selectedBy } from '../services';

export interface Endpoints {
  readonly services: readonly Manifest[];
  readonly pods: readonly Pod[];
}

/**
 * All pods of a Service are in them. They count as ready: no change of it is told, see ./server.ts. Traefik 2 reads Endpoints, and
 * Traefik 3 reads EndpointSlices.
 */
export const endpointsOf = ({ services, pods }: Endpoints): Manifest[] =>
  services.flatMap((service) => {
    const { name, namespace } = service.metadata;
    const selected = selectedBy(service, pods);
    const labels = { 'kubernetes.io/service-name': name };
    const ports = listAt(service, 'spec', 'ports').map((port) => ({
      name: textAt(port, 'name') ?? '',
      protocol: textAt(port, 'protocol') ?? 'TCP',
      port: selected[0] && portOf(selected[0], at(port, 'targetPort') ?? at(port, 'port')),
    }));
    const addresses = selected.map(({ address }) => address);
    return [
      {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name, namespace },
        subsets: [{ addresses: addresses.map((ip) => ({ ip })), ports }],
      },
      {
        ...{ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: `${name}-1`, namespace, labels } },
        ...{ addressType: 'IPv4', ports },
        endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true, serving: true } })),
      },
    ];
  });

export const nodesOf = (): Manifest[] => [
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: NODE_NAME },
    status: { addresses: [{ type: 'InternalIP', address: NODE_ADDRESS }] },
  },
];
