/** The kinds that the charts of Tempo render with the user's values, which its AppProject permits. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, textAt } from '../../../lib/yaml/parsed';
import type { Rendered } from '../../component';
import { routeKinds } from '../../helm-values/turned-on-kinds';
import type { Values } from '../../helm-values/user-values';
import type { TempoConfig } from '../config';
import { fullnameOf } from '../names/names';
import type { DistributedRelease, TempoRelease } from '../releases';
import { type BundledMinio, isMinioMonitored, MINIO_MONITOR } from '../releases/bundled-minio';
import { type ClusterObjects, OF_AGENTS } from '../subcharts/cluster-objects';
import { agentsIn, clusterObjectsOf, subchartFullname, subchartsIn } from '../subcharts/values';

type Named = Required<Rendered>['cluster'][number];

/** @param release of either chart */
export function renderedBy(config: TempoConfig, release: TempoRelease | DistributedRelease): Rendered {
  const { namespaced } = release.rendered;
  if (!('subcharts' in release)) return { namespaced };
  const { releaseName, namespace, values } = config;
  const ofMinio = release.minio && config.bundledMinio ? renderedByMinio(release.minio, values) : { namespaced: [] };
  const subcharts = subchartsIn(values, release);
  const agents = agentsIn(values, namespace);
  return {
    namespaced: [...namespaced, ...ofMinio.namespaced, ...routeKinds(values, routesIn(values))],
    cluster: [
      ...subcharts.flatMap((subchart) =>
        namedObjects(clusterObjectsOf(subchart, values), subchartFullname(releaseName, subchart, values), namespace),
      ),
      ...(agents === undefined ? [] : namedObjects(OF_AGENTS, fullnameOf(config), namespace)),
    ],
    namespaces: [
      ...(ofMinio.namespaces ?? []),
      ...subcharts.map(({ key }) => {
        const hasMonitor = isTrueInTemplate(at(values, key, 'serviceMonitor', 'enabled'));
        return (hasMonitor && textAt(values, key, 'serviceMonitor', 'namespace')) || namespace;
      }),
      ...(agents === undefined ? [] : [agents]),
    ],
  };
}

/** What is not among the kinds of the chart. */
function renderedByMinio({ hasProbe }: BundledMinio, values: Values): Rendered {
  const namespaced = ['PersistentVolumeClaim', 'networking.k8s.io/NetworkPolicy'];
  if (!isMinioMonitored(values)) return { namespaced };
  const namespace = textAt(values, ...MINIO_MONITOR.split('.'), 'namespace');
  return {
    namespaced: [...namespaced, ...(hasProbe ? ['monitoring.coreos.com/Probe'] : [])],
    ...(namespace && { namespaces: [namespace] }),
  };
}

/** The paths of the routes that the chart renders: those of a part only with it. */
const routesIn = (values: Values): string[] => [
  'route',
  ...['gateway', 'queryFrontend.query'].flatMap((part) =>
    isTrueInTemplate(at(values, ...part.split('.'), 'enabled')) ? [`${part.split('.')[0]}.route`] : [],
  ),
];

/** What both of a migration render. */
export const renderedByBoth = (older: Rendered, newer: Rendered): Rendered => ({
  namespaced: [...new Set([...older.namespaced, ...newer.namespaced])],
  cluster: [...(older.cluster ?? []), ...(newer.cluster ?? [])],
  namespaces: [...(older.namespaces ?? []), ...(newer.namespaces ?? [])],
});

const namedObjects = (objects: readonly ClusterObjects[], name: string, namespace: string): Named[] =>
  objects.flatMap(({ kind, names }) =>
    names.map((pattern) => ({ kind, name: pattern.replace('{name}', name).replace('{namespace}', namespace) })),
  );
