/** The pods that use an address. */
import { KAFKA_WORKLOADS } from '../../../../charts/tempo/kafka/values';
import { STORING } from '../../../../charts/tempo/pods/members';
import { targetName, WORKLOADS, type Workload } from '../../../../charts/tempo/workloads';
import { textAt } from '../../../../lib/yaml/parsed';
import type { Placed } from '../../../stack';
import { traefiksIn } from '../../../uses/traefik';
import type { Use } from '../../../uses/use';
import type { Pod } from '../../../world/kubernetes';
import { ANYTHING, type End, endOf, somePodOf } from '../../../world/network-policies/end';
import { isMonolithic, type Reader, type RunningTempo, targetOf } from '../../../world/tempo';
import { isMeshed } from '../mesh';
import type { Surroundings } from '../resolve';

/** A pod, or what is known of one. */
export interface Source {
  readonly pod?: Pod;
  readonly end: End;
}

/** Who connects. The pods of others, such as Grafana's, are only known by their namespace, or not at all. */
export function sourcesOf(use: Use, surroundings: Surroundings): Source[] {
  const { world } = surroundings;
  const pods = podsOf(use, surroundings);
  if (pods.length > 0) return pods.map((pod) => ({ pod, end: endOf(pod, world) }));
  if (use.from === 'Tempo' || use.from === 'Linkerd') return [];
  const isInNamespace = use.from === 'Grafana' && world.isOurs && use.placed.namespace !== undefined;
  return [{ end: isInNamespace ? somePodOf(use.placed.namespace ?? '', world) : ANYTHING }];
}

function podsOf(use: Use, { world, lookup, tempos }: Surroundings): Pod[] {
  const placed = world.objects.find((each) => each === use.placed);
  const own = lookup.pods.filter((pod) => pod.placed === placed);
  switch (use.from) {
    case 'Tempo': {
      const tempo = tempos.find(({ placed }) => placed === use.placed);
      return (tempo?.readers ?? []).filter((reader) => connects(reader, use.where, tempo?.config)).map(({ pod }) => pod);
    }
    case 'Linkerd':
      // The proxies of all pods in the mesh, unless a pod names the address itself.
      return use.where.startsWith('annotation ') ? own : lookup.pods.filter((pod) => isMeshed(pod, world));
    case 'Traefik': {
      if (own.length > 0) return own;
      const [only, ...others] = traefiksIn(lookup);
      return only && others.length === 0 ? [only.pod] : [];
    }
    case 'bucket Job':
      return lookup.pods.filter((pod) => mounts(pod, placed));
    default:
      // A collector has its addresses in a ConfigMap.
      return own.length > 0 ? own : lookup.pods.filter((pod) => pod.placed.object.metadata.name === use.from && mounts(pod, placed));
  }
}

/** Whether a pod has a ConfigMap as a volume. */
const mounts = (pod: Pod, configMap: Placed | undefined): boolean =>
  pod.placed.namespace === configMap?.namespace &&
  pod.volumes.some(({ kind, name }) => kind === 'ConfigMap' && name === configMap?.object.metadata.name);

/** Parts of the configuration, and the microservices that connect to what is there. */
const PARTS: readonly (readonly [field: RegExp, by: readonly Workload[]])[] = [
  [/^memberlist\b/, WORKLOADS],
  [/^storage\.trace\.memcached|^cache\b/, ['querier']],
  [/^storage\.trace\b/, STORING.filter((workload) => workload !== 'metricsGenerator')],
  [/^metrics_generator\.storage\.remote_write/, ['metricsGenerator']],
  [/^ingest\.kafka\b/, KAFKA_WORKLOADS],
  [/^querier\b/, ['querier']],
  [/^backend_worker\b|^backend_scheduler_client\b/, ['backendWorker']],
];

/** Whether a process connects to the address in a field. */
function connects(reader: Reader, where: string, config: RunningTempo['config'] = {}): boolean {
  const [, by = []] = PARTS.find(([field]) => field.test(where)) ?? [];
  // Every process writes reports of usage to the storage.
  if (/^storage\.trace\.(?!memcached)/.test(where) && textAt(config, 'usage_report', 'reporting_enabled') !== 'false') return true;
  return isMonolithic(reader) || by.some((workload) => targetName(workload) === targetOf(reader));
}
