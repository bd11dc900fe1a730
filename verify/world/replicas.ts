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

/**
 * The fewest pods that a workload runs: what its autoscaler may leave, else its replicas.
 * @returns NaN if neither says it
 */
export function leastReplicas(placed: Placed, world: Objects): number {
  const scaler = withoutReplicas(placed, world) ? undefined : scalerOf(placed, world, SCALERS);
  if (!scaler) return replicasOf(placed);
  const least = LEAST[scaler.object.kind]?.map((path) => textAt(scaler.object, 'spec', ...path)).find((value) => value !== undefined);
  return Number(least ?? (FROM_ZERO.includes(scaler.object.kind) ? 0 : 1));
}

/** Where a scaler says that, the strongest first. A HorizontalPodAutoscaler without it leaves 1 pod, and those of KEDA none. */
const LEAST: Readonly<Record<string, readonly (readonly string[])[]>> = {
  HorizontalPodAutoscaler: [['minReplicas']],
  ScaledObject: [['idleReplicaCount'], ['minReplicaCount']],
  HTTPScaledObject: [['replicas', 'min']],
};

const hasScaler = (placed: Placed, world: Objects, scalers: readonly string[]): boolean => scalerOf(placed, world, scalers) !== undefined;

function scalerOf({ object: { kind, metadata }, namespace }: Placed, { objects }: Objects, scalers: readonly string[]): Placed | undefined {
  return objects.find((other) => {
    const target = at(other.object, 'spec', 'scaleTargetRef');
    return (
      scalers.includes(other.object.kind) &&
      other.namespace === namespace &&
      textAt(target, 'name') === metadata.name &&
      (textAt(target, 'kind') ?? 'Deployment') === kind
    );
  });
}
