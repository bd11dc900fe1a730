/** How many pods a workload runs. */
import { at, textAt } from '../../lib/yaml/parsed';
import type { Placed, World } from '../stack';

/** Change the number of replicas. Those of KEDA also start a workload that has none. */
const FROM_ZERO = ['ScaledObject', 'HTTPScaledObject'];
const SCALERS = ['HorizontalPodAutoscaler', ...FROM_ZERO];

type Objects = Pick<World, 'objects'>;

/** NaN if the workload does not say, because an autoscaler may decide it. */
export function replicasOf({ object }: Placed): number {
  const replicas = at(object, 'spec', 'replicas');
  return typeof replicas === 'number' ? replicas : Number.NaN;
}

/** Whether an autoscaler changes the number of pods. */
export const isScaled = (placed: Placed, world: Objects): boolean => hasScaler(placed, world, SCALERS);

/** Whether a workload may run more than one pod. A DaemonSet runs one on each node. */
export const hasSeveralPods = (placed: Placed, world: Objects): boolean =>
  placed.object.kind === 'DaemonSet' || replicasOf(placed) > 1 || isScaled(placed, world);

/** Whether a workload runs no pod, and nothing scales it up. A HorizontalPodAutoscaler does not act on 0 replicas. */
export const withoutReplicas = (placed: Placed, world: Objects): boolean =>
  replicasOf(placed) === 0 && !hasScaler(placed, world, FROM_ZERO);

function hasScaler({ object: { kind, metadata }, namespace }: Placed, { objects }: Objects, scalers: readonly string[]): boolean {
  return objects.some((other) => {
    const target = at(other.object, 'spec', 'scaleTargetRef');
    return (
      scalers.includes(other.object.kind) &&
      other.namespace === namespace &&
      textAt(target, 'name') === metadata.name &&
      (textAt(target, 'kind') ?? 'Deployment') === kind
    );
  });
}
