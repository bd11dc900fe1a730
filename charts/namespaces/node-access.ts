/** Values of your own with which pods use their node: its network, a port or a folder. The level `baseline` refuses all of them. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, mapAt, type Path } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { valuesOfTiers } from '../network-policies/tiers';
import { namespaceOf } from '../traefik/config';

/** A value, and whose pods have it. */
export interface NodeAccess {
  readonly path: Path;
  readonly namespace: string;
  readonly pods: string;
}

/** Paths of the collector's values: its network, and what mounts folders of the node (templates/_pod.tpl, in every release). */
const OF_COLLECTOR: readonly Path[] = [['hostNetwork'], ['presets', 'logsCollection', 'enabled'], ['presets', 'hostMetrics', 'enabled']];

/** Traefik that is installed elsewhere is judged by whoever installs it. */
export function nodeAccessIn({ tempo, collector, traefik }: ClusterFile): NodeAccess[] {
  const tiers = valuesOfTiers(collector).flatMap(({ key, values, who }) =>
    OF_COLLECTOR.filter((path) => isTrueInTemplate(at(values, ...path))).map((path) => ({
      path: [...key, ...path],
      namespace: collector?.namespace ?? tempo.namespace,
      pods: `the pods of ${who}`,
    })),
  );
  if (traefik?.via !== 'release') return tiers;
  const { values } = traefik;
  const ports = Object.keys(mapAt(values, 'ports')).map((name): Path => ['ports', name, 'hostPort']);
  const ofTraefik = [['hostNetwork'], ...ports].filter((path) => isTrueInTemplate(at(values, ...path)));
  const namespace = namespaceOf(traefik);
  return [...tiers, ...ofTraefik.map((path) => ({ path: ['traefik', 'values', ...path], namespace, pods: 'the pods of Traefik' }))];
}
