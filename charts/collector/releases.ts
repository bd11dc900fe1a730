/**
 * Facts about each release of the chart opentelemetry-collector, and about the distribution otelcol-contrib of the collector that it
 * runs here.
 *
 * The oldest release is the first one whose selectors may be upgraded from (upstream's UPGRADING.md, 0.110.0); all since then have
 * `alternateConfig`, a configuration without the chart's defaults. The components are those of distributions/otelcol-contrib/manifest.yaml
 * in open-telemetry/opentelemetry-collector-releases, at each version.
 */
import { releasedIn, shippedIn } from '../../lib/releases/list';
import { ReleaseTable } from '../../lib/releases/table';
import { compareVersions, minorOf } from '../../lib/releases/version';
import type { Rendered } from '../component';
import { GATEWAY_API } from '../gateway-api';
import type { Switches } from '../helm-values/switches';
import type { KindsByValue } from '../helm-values/turned-on-kinds';
import type { OptionalObjects } from '../metadata/optional';
import type { Unreached } from '../metadata/unreached';
import type { MetadataPaths } from '../metadata/values';
import type { Renames } from './components/renames';
import list from './opentelemetry-collector-releases.json';
import { COLLECTOR_VALUE_TYPES, type ValueTypes } from './own-values/value-releases';
import { COLLECTOR_SWITCHES } from './releases/switches';

/** The name of the chart. */
export const CHART = 'opentelemetry-collector';

export const REPOSITORY = 'https://open-telemetry.github.io/opentelemetry-helm-charts';

/** The distribution with every component that is used here. Since 0.89.0, the chart has no default. */
export const IMAGE = 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib';

/**
 * `queued`: they wait in a queue before the choice of a pod; `retried`: everything waits for them, because a queue there needs a key that
 * only some of these releases know; `none`: they are tried again at the same pod only.
 */
export type Rerouting = 'none' | 'retried' | 'queued';

export interface CollectorRelease {
  /** The version of the collector. */
  readonly program?: string;
  /** Whether the collector still has the receiver opencensus. */
  readonly hasOpenCensus: boolean;
  /** Whether its configuration may have `service.telemetry.metrics.address`, and not only `readers`. */
  readonly hasMetricsAddress: boolean;
  /** Whether its memory limiter has a longest interval between collections of garbage. */
  readonly capsGcInterval: boolean;
  /** What its load-balancing exporter does with spans that a pod does not take, so that they go to another one. */
  readonly rerouting: Rerouting;
  /** Whether tail sampling decides about the traces that it holds when it ends. Else they are lost. */
  readonly decidesAtEnd: boolean;
  /** Whether the preset `clusterMetrics` renders with several pods, one of which is elected. */
  readonly electsLeader: boolean;
  /** The types of components that the chart renames. */
  readonly renames?: Renames;
  /** What it renders in its namespace, with a ServiceMonitor, besides what only a user's values turn on. */
  readonly namespaced: Rendered['namespaced'];
  readonly metadata: MetadataPaths;
  /** What they do not reach. */
  readonly unreached: Unreached;
  /** What they do not reach of what only values turn on. */
  readonly optionalObjects: readonly OptionalObjects[];
  /** The values with which it fails without others. */
  readonly switches: Switches;
  /** All values that it takes. */
  readonly valueTypes: () => ValueTypes;
}

const ANNOTATIONS: MetadataPaths['annotations'] = [
  ...['annotations', 'podAnnotations', 'service.annotations', 'serviceAccount.annotations'],
  ...['clusterRole.annotations', 'clusterRole.clusterRoleBinding.annotations', 'ingress.annotations', 'networkPolicy.annotations'],
];

/** What only a user's values turn on, in every release with a template for it (rendered). */
export const OPTIONAL_KINDS: KindsByValue = [
  ['autoscaling.enabled', 'autoscaling/HorizontalPodAutoscaler'],
  ['podDisruptionBudget.enabled', 'policy/PodDisruptionBudget'],
  ['podMonitor.enabled', 'monitoring.coreos.com/PodMonitor'],
  ['prometheusRule.enabled', 'monitoring.coreos.com/PrometheusRule'],
  ['networkPolicy.enabled', 'networking.k8s.io/NetworkPolicy'],
  ['ingress.enabled', 'networking.k8s.io/Ingress'],
  ['httproute.enabled', `${GATEWAY_API}/HTTPRoute`],
];

/** Kinds of those with a value for their own labels, and with one for annotations. */
const WITH_LABELS = ['PodMonitor', 'PrometheusRule'];
const WITH_ANNOTATIONS = ['Ingress', 'NetworkPolicy'];

const OPTIONAL = OPTIONAL_KINDS.map(([by, full]): OptionalObjects => {
  const kind = full.slice(full.indexOf('/') + 1);
  const without = (having: readonly string[]) => (having.includes(kind) ? [] : [kind]);
  return { labels: without(WITH_LABELS), annotations: without(WITH_ANNOTATIONS), by: [by] };
});

/** Its labels have a value. */
const MONITOR: OptionalObjects = { annotations: ['ServiceMonitor'], by: ['serviceMonitor.enabled'] };

/** The path of the value with the labels of its ServiceMonitor alone. */
export const MONITOR_LABELS = 'serviceMonitor.extraLabels';

/** With which it reads the attributes of pods, and the values with their names, which are else that of the release. */
export const ROLES = [
  { kind: 'ClusterRole', at: 'clusterRole.name' },
  { kind: 'ClusterRoleBinding', at: 'clusterRole.clusterRoleBinding.name' },
] as const;

/** What every release with renames gives its new name. */
const ATTRIBUTES = { k8sattributes: 'k8s_attributes' };

export const collectorReleases = new ReleaseTable<CollectorRelease, 'program'>({
  name: CHART,
  released: releasedIn(list),
  ships: { program: { since: shippedIn(list) } },
  facts: [
    [
      '0.110.3',
      {
        ...{
          hasOpenCensus: true,
          hasMetricsAddress: true,
          rerouting: 'none',
          decidesAtEnd: false,
          electsLeader: false,
          capsGcInterval: false,
        },
        namespaced: ['ConfigMap', 'Service', 'ServiceAccount', 'apps/Deployment', 'monitoring.coreos.com/ServiceMonitor'],
        metadata: {
          labels: ['podLabels', MONITOR_LABELS, 'podMonitor.extraLabels', 'prometheusRule.extraLabels'],
          annotations: ANNOTATIONS,
        },
        unreached: {
          labels: [...ROLES.map(({ kind }) => kind), 'ConfigMap', 'Deployment', 'Service', 'ServiceAccount'],
          annotations: ['ConfigMap'],
        },
        optionalObjects: [...OPTIONAL, MONITOR],
        ...{ switches: {}, valueTypes: () => ({}) },
      },
    ],
    [
      '0.110.7', // before, it rendered invalid YAML
      {
        metadata: { all: ['additionalLabels'], labels: ['additionalLabels', 'podLabels'], annotations: ANNOTATIONS },
        unreached: { labels: [], annotations: ['ConfigMap'] },
      },
    ],
    // exporter/loadbalancingexporter/config.go at contrib 0.115.0 and 0.145.0, and run at 0.115.0, 0.128.0, 0.145.0, 0.152.0 and 0.158.0.
    ['0.111.0', { rerouting: 'retried' }],
    ['0.127.0', { hasMetricsAddress: false }], // collector 0.128.0, service/telemetry/internal/migration; 0.123.0 to 0.127.0 ignore it
    ['0.131.0', { hasOpenCensus: false }], // removed from the distributions in 0.132.0
    ['0.141.0', { decidesAtEnd: true }], // contrib 0.141.0, processor/tailsamplingprocessor/processor.go
    ['0.145.0', { rerouting: 'queued' }],
    // templates/_config.tpl, from 0.162.0 with the names of templates/_helpers.tpl, and rendered.
    ['0.160.0', { renames: { by: 'rewriteDeprecatedProcessorNames', types: ATTRIBUTES } }],
    ['0.162.0', { renames: { by: 'rewriteDeprecatedComponentNames', types: ATTRIBUTES } }],
    ['0.164.1', { electsLeader: true }], // templates/NOTES.txt
    ['0.165.0', { capsGcInterval: true }], // internal/memorylimiter/config.go of the collector, 0.156.0
    ['0.168.0', { renames: { by: 'rewriteDeprecatedComponentNames', types: { ...ATTRIBUTES, filelog: 'file_log' } } }],
    ...COLLECTOR_SWITCHES,
    ...COLLECTOR_VALUE_TYPES,
  ],
});

/** Whether a version of the collector is one between the first and the last one that the releases of the chart ship. */
export const isKnownProgram = (version: string): boolean => {
  const [first = version, last = version] = [collectorReleases.oldest, collectorReleases.newest].map(
    (chart) => collectorReleases.at(chart).program,
  );
  return compareVersions(version, first) >= 0 && compareVersions(version, last) <= 0;
};

/** Whether a version of the collector is older than a change, which came with a minor, of which the chart shipped a patch. */
const isBefore = (version: string, change: (release: CollectorRelease) => boolean): boolean => {
  const { program = version } = collectorReleases.at(collectorReleases.first(change));
  return compareVersions(version, minorOf(program)) < 0;
};

/** Whether a version of the collector has the receiver opencensus. */
export const hasOpenCensus = (version: string): boolean => isBefore(version, (release) => !release.hasOpenCensus);

/** Whether a version of the collector knows `service.telemetry.metrics.address`. */
export const hasMetricsAddress = (version: string): boolean => isBefore(version, (release) => !release.hasMetricsAddress);

/** Whether the memory limiter of a version of the collector has a longest interval between collections of garbage. */
export const capsGcInterval = (version: string): boolean => !isBefore(version, (release) => release.capsGcInterval);
