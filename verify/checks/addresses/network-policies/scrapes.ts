/** What Prometheus reads: the ports of pods that ServiceMonitors and PodMonitors name. */
import { at, listAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { groupOf, type Pod, titleOf } from '../../../world/kubernetes';
import { selectsLabels } from '../../../world/label-selector';
import { ANYTHING, type End, somePodOf } from '../../../world/network-policies/end';
import { labelsOfNamespace, selects } from '../../../world/network-policies/labels';
import { withoutReplicas } from '../../../world/replicas';
import { containerPortOf } from '../container-port';
import { isFiltered, monitorsIn } from '../monitors/selected';
import type { Surroundings } from '../resolve';
import { between, type NeededHop } from './needed-hop';

const GROUP = 'monitoring.coreos.com';

interface Scrape {
  readonly monitor: Placed;
  readonly pod: Pod;
  /** The port of the pod. */
  readonly port: number;
}

export const scrapeHops = (surroundings: Surroundings): NeededHop[] =>
  [...byService(surroundings), ...byPod(surroundings)]
    .filter(({ pod }) => !withoutReplicas(pod.placed, surroundings.world))
    .flatMap(({ monitor, pod, port }) => {
      const what = `reads metrics of ${titleOf(pod.placed.object)} (${titleOf(monitor.object)})`;
      const named = { who: 'Prometheus', what, protocol: 'TCP' as const };
      return readersOf(monitor, surroundings.world).flatMap((end) => between({ end }, pod, port, named, surroundings));
    });

function byService({ world, lookup, tempos }: Surroundings): Scrape[] {
  return monitorsIn(world, lookup).flatMap(({ placed, services, endpoints }) =>
    services.flatMap((service) =>
      lookup.podsBehind(service).flatMap((pod) =>
        endpoints.flatMap(({ port: name, targetPort: target, isFiltered: mayBeLeftOut }) => {
          const named = name === undefined ? undefined : service.ports.find((each) => each.name === name && each.protocol === 'TCP');
          const port = named ? containerPortOf(named, [pod], tempos) : name === undefined ? portOf(target, pod) : undefined;
          return port === undefined || mayBeLeftOut ? [] : [{ monitor: placed, pod, port }];
        }),
      ),
    ),
  );
}

function byPod({ world, lookup }: Surroundings): Scrape[] {
  return world.objects.filter(isOfOperator('PodMonitor')).flatMap((placed) => {
    const { spec } = placed.object;
    const named = listAt(spec, 'namespaceSelector', 'matchNames').map(textFrom);
    const namespaces = named.length > 0 ? named : [placed.namespace ?? 'default'];
    const isWithin = (pod: Pod) => at(spec, 'namespaceSelector', 'any') === true || namespaces.includes(pod.placed.namespace ?? 'default');
    const pods = lookup.pods.filter((pod) => isWithin(pod) && selectsLabels(at(spec, 'selector'), pod.labels));
    return pods.flatMap((pod) =>
      listAt(spec, 'podMetricsEndpoints').flatMap((endpoint) => {
        const port = portOf(textAt(endpoint, 'port') ?? textAt(endpoint, 'portNumber') ?? textAt(endpoint, 'targetPort'), pod);
        return port === undefined || isFiltered(endpoint) ? [] : [{ monitor: placed, pod, port }];
      }),
    );
  });
}

/** A port of a pod, by its number or its name. @returns undefined if the pod has none with that name */
function portOf(target: string | undefined, { containers }: Pod): number | undefined {
  if (target === undefined) return undefined;
  if (/^\d+$/.test(target)) return Number(target);
  return containers.flatMap(({ ports }) => ports).find(({ name, protocol }) => name === target && protocol === 'TCP')?.number;
}

const isOfOperator =
  (...kinds: readonly string[]) =>
  ({ object }: Placed): boolean =>
    kinds.includes(object.kind) && groupOf(object) === GROUP;

/** The pods that read a monitor: of the Prometheus that selects it. Without one among these manifests, they may be anywhere. */
function readersOf(monitor: Placed, world: World): End[] {
  const readers = world.objects.filter(
    (placed) => isOfOperator('Prometheus', 'PrometheusAgent')(placed) && isReadBy(monitor, placed, world),
  );
  return readers.length === 0
    ? [ANYTHING]
    : readers.map(({ object, namespace = 'default' }) =>
        at(object, 'spec', 'hostNetwork') === true ? ANYTHING : somePodOf(namespace, world),
      );
}

/** Without a selector of monitors, a Prometheus selects none; without one of namespaces, those of its own. */
function isReadBy({ object, namespace = 'default' }: Placed, prometheus: Placed, world: World): boolean {
  const kind = object.kind === 'PodMonitor' ? 'podMonitor' : 'serviceMonitor';
  const { spec } = prometheus.object;
  const [monitors, namespaces] = [at(spec, `${kind}Selector`), at(spec, `${kind}NamespaceSelector`)];
  const isOfNamespace =
    namespaces == null ? namespace === (prometheus.namespace ?? 'default') : selects(namespaces, labelsOfNamespace(namespace, world));
  return monitors != null && selectsLabels(monitors, object.metadata.labels ?? {}) && isOfNamespace === true;
}
