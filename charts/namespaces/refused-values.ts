/** Values of your own with which a level of the Pod Security Standards refuses pods, whatever else their manifests say. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, listAt, mapAt, type Path } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { collectorReleases } from '../collector/releases';
import { DEFAULT_KUBERNETES } from '../kubernetes';
import { valuesOfTiers } from '../network-policies/tiers';
import { distributedReleases } from '../tempo/releases';
import { workloadsOf } from '../tempo/values';
import { namespaceOf } from '../traefik/config';
import { vultureReleases } from '../vulture/releases';
import { isOfStack } from './owners';
import { CONTAINER, OF_CONTAINER, OF_POD, type PartOfPod, refusedFields, VOLUME } from './standards/parts';

/** A value, and whose pods have it. */
export interface RefusedValue {
  readonly path: Path;
  readonly namespace: string;
  readonly pods: string;
  /** Whether `baseline` refuses it too. */
  readonly isPrivileged: boolean;
}

/** Where values have a part of a pod. */
type Part = readonly [path: Path, part: PartOfPod];

/** The values of a release, and what its chart makes of them. */
interface PodValues {
  readonly key: Path;
  readonly namespace: string;
  readonly pods: string;
  readonly values: unknown;
  /** Values that give a pod its node if they are on. */
  readonly switches?: readonly Path[];
  readonly parts: readonly Part[];
}

export const refusedValues = (config: ClusterFile): RefusedValue[] =>
  [...ofTempo(config), ...ofVulture(config), ...ofCollector(config), ...ofTraefik(config)].flatMap((own) =>
    refusedIn(own, config.kubernetes?.version ?? DEFAULT_KUBERNETES),
  );

function refusedIn({ key, namespace, pods, values, switches = [], parts }: PodValues, kubernetes: string): RefusedValue[] {
  const ofNode = switches.filter((path) => isTrueInTemplate(at(values, ...path))).map((path) => ({ path, isPrivileged: true }));
  const found = parts.flatMap(([place, part]) => {
    const items: readonly Path[] = part.isItem ? listAt(values, ...place).map((_item, index) => [...place, index]) : [place];
    return items.flatMap((item) =>
      refusedFields(part, at(values, ...item), kubernetes).map(({ field, isPrivileged }) => ({ path: [...item, ...field], isPrivileged })),
    );
  });
  return [...ofNode, ...found].map(({ path, isPrivileged }) => ({ path: [...key, ...path], namespace, pods, isPrivileged }));
}

/** Its charts have no value for the network of the node. verify judges what only some of its releases run. */
function ofTempo({ tempo }: ClusterFile): PodValues[] {
  const { namespace, values } = tempo;
  const of = { key: ['tempo', 'values'], namespace, pods: 'the pods of Tempo', values };
  const ofAll: Part = [['tempo', 'securityContext'], OF_CONTAINER];
  if (tempo.monolithic !== undefined) return [{ ...of, parts: [ofAll, [['securityContext'], OF_POD], [['extraVolumes'], VOLUME]] }];
  const { release } = distributedReleases.find(tempo.chart ?? '');
  // A release that is refused has an error of its own.
  if (!release) return [];
  const gateway = isTrueInTemplate(at(values, 'gateway', 'enabled')) ? ['gateway'] : [];
  const workloads = workloadsOf(tempo, release);
  const volumes = [...workloads, ...gateway].map((workload): Part => [[workload, 'extraVolumes'], VOLUME]);
  const first: Part[] = workloads.includes('ingester') ? [[['ingester', 'initContainers'], CONTAINER]] : [];
  return [{ ...of, parts: [ofAll, [['tempo', 'podSecurityContext'], OF_POD], ...volumes, ...first] }];
}

const CONTEXTS: readonly Part[] = [
  [['podSecurityContext'], OF_POD],
  [['securityContext'], OF_CONTAINER],
];

function ofVulture({ tempo: { namespace }, vulture }: ClusterFile): PodValues[] {
  // Others have no value for the security of their pod.
  if (!vulture || !vultureReleases.find(vulture.chart).release?.restricted) return [];
  return [{ key: ['vulture', 'values'], namespace, pods: 'the pods of Vulture', values: vulture.values, parts: CONTEXTS }];
}

/** The presets mount folders of the node (templates/_pod.tpl). A Deployment has no port of the node. */
const OF_COLLECTOR: readonly Path[] = [
  ...[['hostNetwork'], ['hostPID']],
  ...['logsCollection', 'hostMetrics', 'profiling'].map((preset) => ['presets', preset, 'enabled']),
  ['presets', 'annotationDiscovery', 'logs', 'enabled'],
];

const COLLECTOR_PARTS: readonly Part[] = [
  ...CONTEXTS,
  [['extraVolumes'], VOLUME],
  ...['extraContainers', 'initContainers'].map((list): Part => [[list], CONTAINER]),
];

function ofCollector({ tempo, collector }: ClusterFile): PodValues[] {
  if (collector?.chart === undefined) return [];
  const types = collectorReleases.find(collector.chart).release?.valueTypes() ?? {};
  // What the release does not know has an error of its own.
  const isKnown = (path: Path) => path.some((_step, index) => types[path.slice(0, index + 1).join('.')] !== undefined);
  const of = { namespace: collector.namespace ?? tempo.namespace, switches: OF_COLLECTOR.filter(isKnown), parts: COLLECTOR_PARTS };
  return valuesOfTiers(collector).map(({ key, values, who }) => ({ key, values, pods: `the pods of ${who}`, ...of }));
}

/** Whoever installs Traefik elsewhere judges it, unless that is in a namespace of this stack. */
function ofTraefik(config: ClusterFile): PodValues[] {
  const { traefik } = config;
  if (!traefik || !isOfStack(namespaceOf(traefik), config)) return [];
  const { values } = traefik;
  const ports = Object.keys(mapAt(values, 'ports')).map((name): Path => ['ports', name, 'hostPort']);
  const lists = ['initContainers', 'additionalContainers'].map((list): Part => [['deployment', list], CONTAINER]);
  return [
    {
      ...{ key: ['traefik', 'values'], namespace: namespaceOf(traefik), pods: 'the pods of Traefik', values },
      ...{ switches: [['hostNetwork'], ...ports], parts: [...CONTEXTS, [['deployment', 'additionalVolumes'], VOLUME], ...lists] },
    },
  ];
}
