/** Checks that no EgressNetwork of Linkerd refuses what Tempo sends out of the cluster. */
import { error, type Finding } from '../../../../lib/findings/finding';
import { listAt, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../../stack';
import { aboutObject, groupOf, titleOf } from '../../../world/kubernetes';
import type { RunningTempo } from '../../../world/tempo';
import { isMeshed } from '../mesh';
import { ADDRESSES_RULES } from '../rules';

/** One in this namespace is for all namespaces (egressNetworksNamespace in the values of linkerd-control-plane, from 2.17). */
const GLOBAL = 'linkerd-egress';

/** A route of an EgressNetwork permits a part of the traffic, so nothing is certain with one. One for certain networks is not judged. */
export function checkEgress({ objects, isOurs, declared }: World, tempos: readonly RunningTempo[]): Finding[] {
  if (!isOurs || declared.hosts.size === 0) return [];
  const meshed = tempos.flatMap(({ readers }) => readers.map(({ pod }) => pod)).filter((pod) => isMeshed(pod, { objects }));
  return objects.flatMap((placed) => {
    const { object, namespace, place } = placed;
    if (!denies(object) || objects.some((route) => isRouteOf(route, placed))) return [];
    const pod = meshed.find((candidate) => [GLOBAL, candidate.placed.namespace].includes(namespace ?? ''));
    if (!pod) return [];
    const problem = `refuses all traffic out of the cluster, such as that of ${titleOf(pod.placed.object)} to the storage`;
    return [error(place, ADDRESSES_RULES.says('mesh-refuses', problem, 'use trafficPolicy: Allow, or remove it'), aboutObject(object))];
  });
}

function denies(object: Manifest): boolean {
  if (object.kind !== 'EgressNetwork' || groupOf(object) !== 'policy.linkerd.io') return false;
  const networks = listAt(object, 'spec', 'networks');
  const isForAll = networks.some((network) => textAt(network, 'cidr') === '0.0.0.0/0' && listAt(network, 'except').length === 0);
  return textAt(object, 'spec', 'trafficPolicy') === 'Deny' && (networks.length === 0 || isForAll);
}

const isRouteOf = ({ object }: Placed, { object: network }: Placed): boolean =>
  listAt(object, 'spec', 'parentRefs').some(
    (ref) => textAt(ref, 'kind') === 'EgressNetwork' && textAt(ref, 'name') === network.metadata.name,
  );
