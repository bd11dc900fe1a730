/** What controllers of the cluster itself would write: the EndpointSlices of Services, and the node. */
import { at, listAt, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest } from '../../../../verify/stack';
import { NODE_ADDRESS, NODE_NAME } from '../network';
import { type Pod, portOf } from '../pod';
import { selectedBy } from '../services';

export interface Endpoints {
  readonly services: readonly Manifest[];
  readonly pods: readonly Pod[];
}

/** All pods of a Service are in its slice. They count as ready: no change of it is told, see ./server.ts. */
export const endpointSlicesOf = ({ services, pods }: Endpoints): Manifest[] =>
  services.map((service) => {
    const { name, namespace } = service.metadata;
    const selected = selectedBy(service, pods);
    return {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-1`, namespace, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints: selected.map(({ address }) => ({ addresses: [address], conditions: { ready: true, serving: true } })),
      ports: listAt(service, 'spec', 'ports').map((port) => ({
        name: textAt(port, 'name') ?? '',
        protocol: textAt(port, 'protocol') ?? 'TCP',
        port: selected[0] && portOf(selected[0], at(port, 'targetPort') ?? at(port, 'port')),
      })),
    };
  });

export const nodesOf = (): Manifest[] => [
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: NODE_NAME },
    status: { addresses: [{ type: 'InternalIP', address: NODE_ADDRESS }] },
  },
];
