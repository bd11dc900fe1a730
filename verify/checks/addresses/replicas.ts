/** Workloads without replicas. */
import { at, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { Pod } from '../../world/kubernetes';

/** Scale a workload up from 0. */
const SCALERS = ['ScaledObject', 'HTTPScaledObject'];

/** Whether a workload runs no pod, and nothing scales it up. A HorizontalPodAutoscaler does not act on 0 replicas. */
export function withoutReplicas({ placed: { object, namespace } }: Pod, { objects }: Pick<World, 'objects'>): boolean {
  if (at(object, 'spec', 'replicas') !== 0) return false;
  return !objects.some(
    (other) =>
      SCALERS.includes(other.object.kind) &&
      other.namespace === namespace &&
      textAt(other.object, 'spec', 'scaleTargetRef', 'name') === object.metadata.name,
  );
}
