/** Values of your own with which pods use their node. The level `baseline` refuses all of them. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, isMap, listAt, mapAt, type Path } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { collectorReleases } from '../collector/releases';
import { valuesOfTiers } from '../network-policies/tiers';
import { distributedReleases } from '../tempo/releases';
import { workloadsOf } from '../tempo/values';
import { namespaceOf } from '../traefik/config';
import { vultureReleases } from '../vulture/releases';
import { isOfStack } from './owners';

/** A value, and whose pods have it. */
export interface NodeAccess {
  readonly path: Path;
  readonly namespace: string;
  readonly pods: string;
}

export const nodeAccessIn = (config: ClusterFile): NodeAccess[] => [
  ...ofTempo(config),
  ...ofVulture(config),
  ...ofCollector(config),
  ...ofTraefik(config),
];

/** Its charts have no value for the network of the node. verify judges what only some of its releases run. */
function ofTempo({ tempo }: ClusterFile): NodeAccess[] {
  // A release that is refused has an error of its own.
  const distributed = tempo.chart === undefined ? undefined : distributedReleases.find(tempo.chart).release;
  const workloads = distributed ? workloadsOf(tempo, distributed).map((workload): Path => [workload]) : [[]];
  const privileged = turnedOn(tempo.values, [['tempo', 'securityContext', 'privileged']]);
  const folders = workloads.flatMap((workload) => foldersIn(tempo.values, [...workload, 'extraVolumes']));
  const of = { namespace: tempo.namespace, pods: 'the pods of Tempo' };
  return [...privileged, ...folders].map((path) => ({ path: ['tempo', 'values', ...path], ...of }));
}

function ofVulture({ tempo: { namespace }, vulture }: ClusterFile): NodeAccess[] {
  // Others have no value for the security of their container.
  if (!vulture || !vultureReleases.find(vulture.chart).release?.restricted) return [];
  return turnedOn(vulture.values, [['securityContext', 'privileged']]).map((path) => ({
    ...{ path: ['vulture', 'values', ...path], namespace, pods: 'the pods of Vulture' },
  }));
}

/** The presets mount folders of the node (templates/_pod.tpl). A Deployment has no port of the node. */
const OF_COLLECTOR: readonly Path[] = [
  ...[['hostNetwork'], ['hostPID'], ['securityContext', 'privileged']],
  ...['logsCollection', 'hostMetrics', 'profiling'].map((preset) => ['presets', preset, 'enabled']),
  ['presets', 'annotationDiscovery', 'logs', 'enabled'],
];

function ofCollector({ tempo, collector }: ClusterFile): NodeAccess[] {
  if (collector?.chart === undefined) return [];
  const { release } = collectorReleases.find(collector.chart);
  // What the release does not know has an error of its own.
  const isKnown = (path: Path) => path.some((_step, index) => release?.valueTypes()[path.slice(0, index + 1).join('.')] !== undefined);
  const of = { namespace: collector.namespace ?? tempo.namespace };
  return valuesOfTiers(collector).flatMap(({ key, values, who }) =>
    [...turnedOn(values, OF_COLLECTOR).filter(isKnown), ...foldersIn(values, ['extraVolumes'])].map((path) => ({
      ...{ path: [...key, ...path], pods: `the pods of ${who}`, ...of },
    })),
  );
}

/** Whoever installs Traefik elsewhere judges it, unless that is in a namespace of this stack. */
function ofTraefik(config: ClusterFile): NodeAccess[] {
  const { traefik } = config;
  if (!traefik || !isOfStack(namespaceOf(traefik), config)) return [];
  const { values } = traefik;
  const ports = Object.keys(mapAt(values, 'ports')).map((name): Path => ['ports', name, 'hostPort']);
  const switches = turnedOn(values, [['hostNetwork'], ['securityContext', 'privileged'], ...ports]);
  return [...switches, ...foldersIn(values, ['deployment', 'additionalVolumes'])].map((path) => ({
    ...{ path: ['traefik', 'values', ...path], namespace: namespaceOf(traefik), pods: 'the pods of Traefik' },
  }));
}

const turnedOn = (values: unknown, paths: readonly Path[]): Path[] => paths.filter((path) => isTrueInTemplate(at(values, ...path)));

/** The volumes of a list that are folders of the node. */
const foldersIn = (values: unknown, list: Path): Path[] =>
  listAt(values, ...list).flatMap((volume, index): Path[] => (isMap(at(volume, 'hostPath')) ? [[...list, index, 'hostPath']] : []));
