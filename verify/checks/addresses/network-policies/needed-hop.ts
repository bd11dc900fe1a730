/** A connection that the stack needs, and how policies see it in a mesh. */
import { SKIP_OUTBOUND } from '../../../../charts/linkerd/injection';
import { INBOUND_PORT } from '../../../../charts/linkerd/ports';
import type { World } from '../../../stack';
import type { Pod } from '../../../world/kubernetes';
import { endOf } from '../../../world/network-policies/end';
import type { Connection } from '../../../world/network-policies/verdict';
import { hasSeveralPods } from '../../../world/replicas';
import { isMeshed, names, skips } from '../mesh';
import type { Surroundings } from '../resolve';
import type { Source } from './sources';

/** A connection that the stack needs. */
export interface NeededHop extends Connection {
  /** `sends spans to tempo.tracing:4317`, without its subject. */
  readonly what: string;
  /** Who connects: `Traefik`. */
  readonly who: string;
  /** Whether it sends spans. */
  readonly isOfSpans?: true;
  /** Further ports, of which one is enough. */
  readonly otherPorts?: readonly number[];
  /** Ports that not many have, of which one is enough too. */
  readonly rarePorts?: readonly number[];
  /** The port of the application, if the proxies of Linkerd use another one. */
  readonly behind?: number;
  /** The pods at both ends, where they are known. */
  readonly pods: { readonly from?: Pod; readonly to?: Pod };
}

export type Named = Pick<NeededHop, 'who' | 'what' | 'isOfSpans' | 'protocol'>;

/** No policy concerns what a pod sends to itself, unless its workload has more of them. */
export const directly = ({ pod: from, end, who }: Source, to: Pod, port: number, named: Named, { world }: Surroundings): NeededHop[] =>
  from === to && !hasSeveralPods(to.placed, world)
    ? []
    : [{ ...named, ...(who && { who }), from: end, to: endOf(to, world), port, pods: { from, to } }];

/** Between two pods of the mesh, the proxy of the destination receives it. */
export function between(source: Source, to: Pod, port: number, named: Named, surroundings: Surroundings): NeededHop[] {
  const { pod: from } = source;
  const { world } = surroundings;
  const [hop] = directly(source, to, port, named, surroundings);
  if (!hop) return [];
  const isMeshable = named.protocol === 'TCP' && isMeshed(to, world) && !skips(to, port, world);
  if (!isMeshable) return [hop];
  const inbound = Number(to.annotations['config.linkerd.io/inbound-port'] ?? INBOUND_PORT);
  // Whether pods of others are in the mesh is not known.
  if (!from) return [{ ...hop, otherPorts: [inbound] }];
  if (!isMeshed(from, world) || names(SKIP_OUTBOUND, port, from, world)) return [hop];
  if (world.declared.linkerdSendsToProxyPort === false && !isOpaque(port, to, world)) return [hop];
  return [{ ...hop, port: inbound, behind: port }];
}

/** The ports that are opaque without an annotation (charts/linkerd-control-plane/values.yaml, proxy.opaquePorts). */
const OPAQUE_PORTS: readonly number[] = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211];

/** Whether the proxies do not look into what is sent to a port. An annotation replaces the default. */
function isOpaque(port: number, pod: Pod, world: World): boolean {
  const annotation = 'config.linkerd.io/opaque-ports';
  return names(annotation, port, pod, world) || (pod.annotations[annotation] === undefined && OPAQUE_PORTS.includes(port));
}
