/**
 * The values of Tempo's charts that become labels and annotations, by release. Found by rendering every release with each of them.
 *
 * The chart tempo has two more for all its objects, `extraLabels` and `global.commonLabels`, which reach the selector of its
 * StatefulSet, so that neither can be used.
 */
import type { Unreached } from '../../metadata/unreached';
import { ANY, type MetadataPaths } from '../../metadata/values';
import { WORKLOADS, type Workload } from '../names/workloads';

type Row = readonly [since: string, facts: { readonly metadata: MetadataPaths }];

/** The cache, which is not a process of Tempo. */
export const CACHE = 'memcached';

/** The maps of routes of Gateway API by names of the user. */
const ROUTES = ['route', 'gateway.route', 'queryFrontend.route'] as const;

const OF_WORKLOADS = [...WORKLOADS, CACHE].flatMap((workload) => [`${workload}.annotations`, `${workload}.service.annotations`]);
const discovery = (kind: 'labels' | 'annotations', ...workloads: Workload[]) =>
  workloads.map((workload) => `${workload}.serviceDiscovery.${kind}`);

const SERVICES = ['distributor.service.labels', 'queryFrontend.service.labels', ...discovery('labels', 'distributor', 'queryFrontend')];
const PODS = 'tempo.podLabels';
const MONITORS = 'metaMonitoring.serviceMonitor';
/** What an operator makes agents of. */
const AGENT = 'metaMonitoring.grafanaAgent';
const WITHOUT_ALL = [PODS, `${MONITORS}.labels`, `${AGENT}.labels`, 'gateway.service.labels', 'prometheusRule.labels'];
/** From 1.11.0. */
const WITH_INGRESS = [...WITHOUT_ALL, ...SERVICES, 'gateway.ingress.labels'];
/** For any object or pod, unless others are beside it. */
const ALL = 'global.commonLabels';
const WITH_ALL = [ALL, 'gateway.podLabels'];
const LABELS_OF_ALL = { all: [ALL, 'global.labels'] };
/** Of `tempo.podLabels`. */
const ALL_PODS = { hasAllPods: true };

const GATEWAY = 'gateway.annotations';
const MEMBERLIST = 'tempo.memberlist.service.annotations';
const annotations = (...more: string[]) => [
  ...[
    'tempo.podAnnotations',
    'serviceAccount.annotations',
    `${MONITORS}.annotations`,
    'gateway.service.annotations',
    `${AGENT}.annotations`,
    ...['gateway.ingress', 'queryFrontend.ingress', 'ingress', 'prometheusRule'].map((part) => `${part}.annotations`),
  ],
  ...OF_WORKLOADS,
  ...more,
];
const INGRESS = 'ingress.annotations';
const without = (paths: readonly string[], ...absent: readonly string[]) => paths.filter((path) => !absent.includes(path));
/** Before, there is no Ingress for the microservices. */
const FROM_1_40_0 = annotations(...discovery('annotations', 'distributor', 'queryFrontend'));
const FROM_1_6_9 = without(FROM_1_40_0, INGRESS);
/** Before, there is none for tempo-query either. */
const FROM_1_2_11 = without(annotations(...discovery('annotations', 'queryFrontend')), INGRESS);
const FROM_0_27_0 = without(FROM_1_2_11, 'queryFrontend.ingress.annotations');
const FROM_1_52_0 = annotations(
  ...discovery('annotations', 'distributor', 'queryFrontend', 'ingester', 'metricsGenerator'),
  MEMBERLIST,
  GATEWAY,
);
const FROM_2_13_0 = [...FROM_1_52_0, ...ROUTES.map((path) => `${path}.${ANY}.annotations`)];

/** Of tempo-distributed. */
export const DISTRIBUTED_METADATA: readonly Row[] = [
  ['0.27.0', { metadata: { ...ALL_PODS, labels: WITHOUT_ALL, annotations: FROM_0_27_0 } }],
  ['1.2.11', { metadata: { ...ALL_PODS, labels: WITHOUT_ALL, annotations: FROM_1_2_11 } }],
  ['1.4.11', { metadata: { ...ALL_PODS, labels: [...WITHOUT_ALL, ...SERVICES], annotations: FROM_1_2_11 } }],
  ['1.6.9', { metadata: { ...ALL_PODS, labels: [...WITHOUT_ALL, ...SERVICES], annotations: FROM_1_6_9 } }],
  ['1.11.0', { metadata: { ...ALL_PODS, labels: WITH_INGRESS, annotations: FROM_1_6_9 } }],
  ['1.21.1', { metadata: { ...ALL_PODS, labels: WITH_INGRESS, annotations: [...FROM_1_6_9, MEMBERLIST] } }],
  ['1.39.0', { metadata: { ...ALL_PODS, labels: WITH_INGRESS, annotations: [...FROM_1_6_9, MEMBERLIST, GATEWAY] } }],
  [
    '1.40.0',
    { metadata: { ...ALL_PODS, labels: [...WITH_INGRESS, 'ingress.labels'], annotations: [...FROM_1_40_0, MEMBERLIST, GATEWAY] } },
  ],
  ['1.52.0', { metadata: { ...ALL_PODS, labels: [...WITH_INGRESS, 'ingress.labels'], annotations: FROM_1_52_0 } }],
  ['1.52.6', { metadata: { ...ALL_PODS, labels: [...WITH_INGRESS, 'ingress.labels', 'ingester.labels'], annotations: FROM_1_52_0 } }],
  [
    '1.53.1',
    {
      metadata: {
        ...ALL_PODS,
        labels: [...WITH_INGRESS, 'ingress.labels', 'ingester.labels', 'serviceAccount.labels'],
        annotations: FROM_1_52_0,
      },
    },
  ],
  // 1.52.10 has it too, but does not render with it.
  ['1.53.2', { metadata: { ...LABELS_OF_ALL, labels: [...WITH_ALL, 'ingester.labels', 'ingester.podLabels'], annotations: FROM_1_52_0 } }],
  ['2.13.0', { metadata: { ...LABELS_OF_ALL, labels: [...WITH_ALL, 'ingester.labels', 'ingester.podLabels'], annotations: FROM_2_13_0 } }],
  ['2.14.0', { metadata: { ...LABELS_OF_ALL, labels: [...WITH_ALL, 'ingester.podLabels'], annotations: FROM_2_13_0 } }],
  ['2.25.4', { metadata: { ...LABELS_OF_ALL, labels: WITH_ALL, annotations: FROM_2_13_0 } }],
];

const QUERY_INGRESS = 'tempoQuery.ingress';
const NOT_OF_SET = [
  ...['podAnnotations', 'service.annotations', 'serviceAccount.annotations', 'serviceMonitor.annotations'],
  `${QUERY_INGRESS}.annotations`,
];
const OF_PROCESS = ['annotations', ...NOT_OF_SET];
const OF_PARTS = ['podLabels', 'serviceMonitor.additionalLabels', `${QUERY_INGRESS}.labels`];

/** Both reach its selector. The first is there from 1.6.3 on, the second from 1.11.0. */
const UNUSED = { all: ['extraLabels', ALL] };

/** Of the chart tempo. */
export const MONOLITHIC_METADATA: readonly Row[] = [
  ['0.16.1', { metadata: { ...UNUSED, labels: OF_PARTS, annotations: NOT_OF_SET } }],
  // Before, it rendered invalid YAML for two annotations of its StatefulSet.
  ['0.16.7', { metadata: { ...UNUSED, labels: OF_PARTS, annotations: OF_PROCESS } }],
  ['0.16.8', { metadata: { ...UNUSED, labels: [...OF_PARTS, 'serviceAccount.labels'], annotations: OF_PROCESS } }],
  ['1.20.0', { metadata: { ...UNUSED, labels: [...OF_PARTS, 'serviceAccount.labels', 'service.labels'], annotations: OF_PROCESS } }],
];

type UnreachedRow = readonly [since: string, facts: { readonly unreached: Unreached }];

const OBJECTS = ['ConfigMap', 'Deployment', 'PodDisruptionBudget', 'Service', 'ServiceAccount', 'StatefulSet'];
const NEVER = ['ConfigMap', 'PodDisruptionBudget'];

/** Of tempo-distributed, without its subcharts. */
export const DISTRIBUTED_UNREACHED: readonly UnreachedRow[] = [
  ['0.27.0', { unreached: { labels: OBJECTS, annotations: [...NEVER, 'Service'] } }],
  ['1.21.1', { unreached: { labels: OBJECTS, annotations: NEVER } }],
  ['1.53.1', { unreached: { labels: OBJECTS.filter((kind) => kind !== 'ServiceAccount'), annotations: NEVER } }],
  ['1.53.2', { unreached: { labels: [], annotations: NEVER } }],
];

/** Of the chart tempo. */
export const MONOLITHIC_UNREACHED: readonly UnreachedRow[] = [
  [
    '0.16.1',
    { unreached: { labels: ['ConfigMap', 'Service', 'ServiceAccount', 'StatefulSet'], annotations: ['ConfigMap', 'StatefulSet'] } },
  ],
  ['0.16.7', { unreached: { labels: ['ConfigMap', 'Service', 'ServiceAccount', 'StatefulSet'], annotations: ['ConfigMap'] } }],
  ['0.16.8', { unreached: { labels: ['ConfigMap', 'Service', 'StatefulSet'], annotations: ['ConfigMap'] } }],
  ['1.20.0', { unreached: { labels: ['ConfigMap', 'StatefulSet'], annotations: ['ConfigMap'] } }],
];
