/** One end of a connection, as a policy sees it. */
import type { World } from '../../stack';
import type { Pod } from '../kubernetes';
import { type KnownLabels, labelsOfNamespace, labelsOfPod, UNKNOWN_LABELS } from './labels';

export interface End {
  /** Whether it is a pod of the cluster; undefined if that is not known. */
  readonly isPod?: boolean;
  /** undefined: it is not known, or it is not a pod. */
  readonly namespace?: string;
  readonly namespaceLabels: KnownLabels;
  readonly labels: KnownLabels;
  /** The ports of its containers, for the names of ports; undefined if they are not known. */
  readonly ports?: readonly { readonly name?: string; readonly number: number; readonly protocol: string }[];
  /** The address of a host outside the cluster. */
  readonly host?: string;
  /** Whether packets to that address go there, and not to pods that it stands for, as those of a load balancer. @default false */
  readonly isFinal?: boolean;
}

const UNKNOWN = { namespaceLabels: UNKNOWN_LABELS, labels: UNKNOWN_LABELS } as const;

/** Anything that may be in the cluster or outside. */
export const ANYTHING: End = UNKNOWN;

/** Some pod of a namespace. */
export const somePodOf = (namespace: string, world: Pick<World, 'objects'>): End => ({
  ...UNKNOWN,
  ...{ isPod: true, namespace, namespaceLabels: labelsOfNamespace(namespace, world) },
});

/** A host that is not a Service. */
export const outside = (host: string): End => ({ ...UNKNOWN, isPod: false, host });

/** What packets go to in the end, such as an endpoint of a Service, and what is not a pod that a policy selects. */
export const endpointAt = (host: string): End => ({ ...outside(host), isFinal: true });

/** A pod in the network of its node has no address of its own, so no policy selects it. */
export function endOf(pod: Pod, world: Pick<World, 'objects'>): End {
  if (pod.hostNetwork) return ANYTHING;
  const ports = pod.containers.flatMap((container) => container.ports);
  return { ...somePodOf(pod.placed.namespace ?? 'default', world), labels: labelsOfPod(pod), ports };
}
