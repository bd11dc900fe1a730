/** The pods that use an address. */
import { KAFKA_WORKLOADS } from '../../../../charts/tempo/kafka/values';
import { targetName, WORKLOADS, type Workload } from '../../../../charts/tempo/names/workloads';
import { STORING } from '../../../../charts/tempo/pods/members';
import { listAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Placed } from '../../../stack';
import { traefiksIn } from '../../../uses/traefik';
import type { Use } from '../../../uses/use';
import { type Pod, titleOf } from '../../../world/kubernetes';
import { ANYTHING, type End, endOf, somePodOf } from '../../../world/network-policies/end';
import { isMonolithic, type Reader, type RunningTempo, targetOf } from '../../../world/tempo';
import { isMeshed } from '../mesh';
import type { Surroundings } from '../resolve';

/** A pod, or what is known of one. */
export interface Source {
  readonly pod?: Pod;
  readonly end: End;
  /** @default the name in the use of the address */
  readonly who?: string;
}

/** Who connects. The pods of others, such as Grafana's, are only known by their namespace, or not at all. */
export function sourcesOf(use: Use, surroundings: Surroundings): Source[] {
  const { world } = surroundings;
  const pods = podsOf(use, surroundings);
  // Policies for a cache often permit some of the processes.
  const isNamed = CACHES.test(use.where);
  if (pods.length > 0) return pods.map((pod) => ({ pod, end: endOf(pod, world), ...(isNamed && { who: titleOf(pod.placed.object) }) }));
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
  [/^storage\.trace\b/, STORING.filter((workload) => workload !== 'metricsGenerator')],
  [/^metrics_generator\.storage\.remote_write/, ['metricsGenerator']],
  [/^ingest\.kafka\b/, KAFKA_WORKLOADS],
  [/^querier\b/, ['querier']],
  [/^backend_worker\b|^backend_scheduler_client\b/, ['backendWorker']],
];

const CACHES = /^storage\.trace\.memcached\b|^cache\.caches\[(\d+)\]/;

/** Who writes a block to the storage writes its bloom filters to their cache too (tempodb/backend/cache of Tempo 2.0 to 3.0). */
const USERS_OF_BLOOM: readonly Workload[] = ['querier', 'ingester', 'compactor', 'backendWorker', 'blockBuilder'];

/** What uses a role of a cache. Before 2.4, and in `storage.trace` since, a cache has the role bloom and others of the querier. */
const usersOf = (role: string): readonly Workload[] =>
  role === 'bloom' ? USERS_OF_BLOOM : role === 'frontend-search' ? ['queryFrontend'] : ['querier'];

/** The microservices that connect to what is in a field. */
function workloadsAt(where: string, config: unknown): readonly Workload[] {
  const cache = CACHES.exec(where);
  if (!cache) return PARTS.find(([field]) => field.test(where))?.[1] ?? [];
  const [, index] = cache;
  return index === undefined ? USERS_OF_BLOOM : listAt(config, 'cache', 'caches', Number(index), 'roles').map(textFrom).flatMap(usersOf);
}

/** Whether a process connects to the address in a field. */
function connects(reader: Reader, where: string, config: RunningTempo['config'] = {}): boolean {
  const by = workloadsAt(where, config);
  // Every process writes reports of usage to the storage.
  if (/^storage\.trace\.(?!memcached)/.test(where) && textAt(config, 'usage_report', 'reporting_enabled') !== 'false') return true;
  return isMonolithic(reader) || by.some((workload) => targetName(workload) === targetOf(reader));
}
