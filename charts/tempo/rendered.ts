/** The kinds that the charts of Tempo render with the user's values, which its AppProject permits. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, textAt } from '../../lib/yaml/parsed';
import type { Rendered } from '../component';
import { routeKinds } from '../helm-values/turned-on-kinds';
import type { Values } from '../helm-values/user-values';
import type { TempoConfig } from './config';
import { fullnameOf } from './names';
import type { DistributedRelease, TempoRelease } from './releases';
import { type ClusterObjects, OF_AGENTS } from './subcharts/cluster-objects';
import type { Subchart } from './subcharts/releases';
import { agentsIn, isOnByDefault, subchartFullname, subchartsIn } from './subcharts/values';

type Named = Required<Rendered>['cluster'][number];

/** @param release of either chart */
export function renderedBy(config: TempoConfig, release: TempoRelease | DistributedRelease): Rendered {
  const { namespaced } = release.rendered;
  const all = config.bundledMinio ? [...namespaced, 'PersistentVolumeClaim', 'networking.k8s.io/NetworkPolicy'] : namespaced;
  if (!('subcharts' in release)) return { namespaced: all };
  const { releaseName, namespace, values } = config;
  const subcharts = subchartsIn(values, release);
  const agents = agentsIn(values, namespace);
  return {
    namespaced: [...all, ...routeKinds(values, routesIn(values))],
    cluster: [
      ...subcharts.flatMap((subchart) =>
        namedObjects(
          subchart.cluster.filter((objects) => areOn(objects, subchart, values)),
          subchartFullname(releaseName, subchart, values),
          namespace,
        ),
      ),
      ...(agents === undefined ? [] : namedObjects(OF_AGENTS, fullnameOf(config), namespace)),
    ],
    namespaces: [
      ...subcharts.map(({ key }) => {
        const hasMonitor = isTrueInTemplate(at(values, key, 'serviceMonitor', 'enabled'));
        return (hasMonitor && textAt(values, key, 'serviceMonitor', 'namespace')) || namespace;
      }),
      ...(agents === undefined ? [] : [agents]),
    ],
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

/** @param values with those of the subchart below its key */
const areOn = ({ offBy, isCondition }: ClusterObjects, subchart: Subchart, values: Values): boolean =>
  offBy === undefined || (isCondition ? at(values, subchart.key, ...offBy) !== false : isOnByDefault(subchart, values, offBy));

const namedObjects = (objects: readonly ClusterObjects[], name: string, namespace: string): Named[] =>
  objects.flatMap(({ kind, names }) =>
    names.map((pattern) => ({ kind, name: pattern.replace('{name}', name).replace('{namespace}', namespace) })),
  );
