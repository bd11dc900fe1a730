/**
 * Facts about the templates of Tempo's two charts by release, and the version of Tempo that each ships.
 *
 * Found by rendering every release of tempo-distributed 0.27.0 to 3.3.0 and of tempo 0.16.1 to 2.2.4 with Helm 4.1.4; newer ones by
 * `npm run learn`. The lists of releases are in the JSON files. The version of Tempo is the appVersion of Chart.yaml.
 */
import { releasedIn, shippedIn } from '../../lib/releases/list';
import { type Release, ReleaseTable } from '../../lib/releases/table';
import type { FixedField, Rendered } from '../component';
import type { OptionalObjects } from '../metadata/optional';
import type { Unreached } from '../metadata/unreached';
import type { MetadataPaths } from '../metadata/values';
import type { Workload } from './names/workloads';
import { type TempoProduct, tempoProduct } from './product';
import { BUNDLED_MINIO, type BundledMinio } from './releases/bundled-minio';
import { type CacheFacts, DISTRIBUTED_CACHES } from './releases/caches';
import { caches, generator } from './releases/fixed-fields';
import { DISTRIBUTED_INGRESS, type IngressFacts } from './releases/ingress';
import { DISTRIBUTED_METADATA, DISTRIBUTED_UNREACHED, MONOLITHIC_METADATA, MONOLITHIC_UNREACHED } from './releases/metadata';
import { DISTRIBUTED_MONITORED, MONOLITHIC_MONITORED, type MonitoredPart } from './releases/monitored';
import { DISTRIBUTED_OPTIONAL, MONOLITHIC_OPTIONAL } from './releases/optional';
import { DISTRIBUTED_REFUSED, MONOLITHIC_REFUSED } from './releases/refused';
import {
  BY_WORKER,
  DISTRIBUTED_RETENTION,
  FIRST_RETENTION,
  MONOLITHIC_FIRST_RETENTION,
  MONOLITHIC_RETENTION,
  type Retention,
} from './releases/retention';
import { DISTRIBUTED_SWITCHES, type SwitchFacts } from './releases/switches';
import { DISTRIBUTED_VOLUMES, FIRST_VOLUMES, type VolumeFacts } from './releases/volumes';
import { SUBCHARTS, type Subchart } from './subcharts/releases';
import distributedList from './tempo-distributed-releases.json';
import monolithicList from './tempo-releases.json';

/** What the values of a chart can set of the metrics-generator, besides a URL. */
export interface GeneratorValues {
  /** Whether they have whole items of remote write, with headers and a login, and the settings of processors. */
  readonly settings: boolean;
  /** Whether the configuration has `traces_storage`, without which Tempo has no processor local-blocks. */
  readonly tracesStorage: boolean;
}

/** The facts of both charts. */
export interface TempoRelease {
  /** The version of Tempo that it ships. */
  readonly tempo: Release<TempoProduct>;
  readonly repository: string;
  /** The HTTP port of query-frontend and of every other microservice. It is hard-coded in the charts. */
  readonly queryPort: number;
  /** Where the metrics-generator's processors are enabled for all tenants. `chart`: the chart enables them itself. */
  readonly overrides: 'chart' | 'global_overrides' | 'overrides.defaults';
  readonly generator: GeneratorValues;
  readonly retention: Retention;
  /** The path of the Helm value with the registry of its images; undefined if it is a part of their repositories. */
  readonly imageRegistry?: readonly string[];
  /** Whether a label of its objects has the whole tag of Tempo's image, with its digest. */
  readonly labelsTag?: boolean;
  /** The group that must own a volume, so that the image's user can write to it; undefined if the chart sets it, or if that user is root. */
  readonly volumeGroup?: number;
  /** Whether its pods say that they do not run as root, which the Pod Security Standard `restricted` needs. @default false */
  readonly isNonRoot?: boolean;
  /** Whether the chart tempo runs tempo-query, the interface of Jaeger, unless values turn it off. @default false */
  readonly runsTempoQuery?: boolean;
  /** All namespaced kinds that the chart can render with any values. */
  readonly rendered: Rendered;
  /** The values that become labels and annotations. */
  readonly metadata?: MetadataPaths;
  /** What they do not reach; of MinIO, see there. */
  readonly unreached?: Unreached;
  /** What only a user's values turn on, and what they do not reach of it. @default nothing */
  readonly optionalObjects?: readonly OptionalObjects[];
  /** What its ServiceMonitors select, where values can change that. @default nothing */
  readonly monitored?: readonly MonitoredPart[];
  /** Fields that differ between releases and cannot be changed in place. */
  readonly fixed: readonly FixedField[];
}

/** Microservices that are off by default. */
export interface OptionalWorkloads {
  /** The one whose `enabled` turns them on. */
  readonly enabledBy: Workload;
  readonly adds: readonly Workload[];
  /** The ones that they replace. */
  readonly removes: readonly Workload[];
  /** Where the retention is set with them, if that changes. */
  readonly retention?: Retention;
}

export interface DistributedRelease extends TempoRelease, CacheFacts, IngressFacts, SwitchFacts, VolumeFacts {
  /** The microservices that are on by default. All of them read the configuration, so they need the flag and the variables. */
  readonly workloads: readonly Workload[];
  /** The microservices that a user's values may turn on. */
  readonly optional: readonly OptionalWorkloads[];
  /** Where flag and variables are set: under each workload, or once under `defaults`, which applies to all of them. */
  readonly expandEnvUnder: 'workloads' | 'defaults';
  /** Workloads whose `extraEnv` the chart drops; their `extraEnvFrom` works. */
  readonly dropsExtraEnv: readonly Workload[];
  /** Whether the chart renders with `gateway.enabled`, which only a user's values set. */
  readonly gatewayRenders: boolean;
  /** Whether Tempo starts with the metrics generator of the chart. */
  readonly generatorStarts: boolean;
  /** Whether the metrics generator has a value for its priority. */
  readonly generatorHasPriority: boolean;
  /** Whether ingesters may be in zones. */
  readonly hasZones: boolean;
  /** Whether a value turns the reports of usage off. */
  readonly reportsByValue: boolean;
  /** The MinIO subchart, on by default up to 1.2.1; undefined if the chart has none. */
  readonly minio?: BundledMinio;
  /** The other subcharts, which only a user's values turn on. */
  readonly subcharts: readonly Subchart[];
}

const GRAFANA = 'https://grafana.github.io/helm-charts';
const COMMUNITY = 'https://grafana-community.github.io/helm-charts';

const kinds = (...more: string[]): Rendered => ({
  namespaced: [
    ...['ConfigMap', 'Secret', 'Service', 'ServiceAccount', 'apps/Deployment', 'apps/StatefulSet', 'autoscaling/HorizontalPodAutoscaler'],
    ...['batch/Job', 'monitoring.coreos.com/PrometheusRule', 'monitoring.coreos.com/ServiceMonitor', 'monitoring.grafana.com/GrafanaAgent'],
    ...['monitoring.grafana.com/LogsInstance', 'monitoring.grafana.com/MetricsInstance', 'monitoring.grafana.com/PodLogs'],
    ...[
      'networking.k8s.io/Ingress',
      'policy/PodDisruptionBudget',
      'rbac.authorization.k8s.io/Role',
      'rbac.authorization.k8s.io/RoleBinding',
    ],
    ...more,
  ],
});

const BACKEND = {
  enabledBy: 'backendScheduler',
  adds: ['backendScheduler', 'backendWorker'],
  removes: ['compactor'],
  retention: BY_WORKER,
} as const;
const BLOCK_BUILDER = { enabledBy: 'blockBuilder', adds: ['blockBuilder'], removes: [] } as const;
const LIVE_STORE = { enabledBy: 'liveStore', adds: ['liveStore'], removes: [] } as const;

export const distributedReleases = new ReleaseTable<DistributedRelease, 'tempo'>({
  name: 'tempo-distributed',
  released: releasedIn(distributedList),
  ships: { tempo: { table: tempoProduct, since: shippedIn(distributedList) } },
  facts: [
    [
      '0.27.0', // names became tempo-*, as in the seed
      {
        repository: GRAFANA,
        queryPort: 3100,
        workloads: ['distributor', 'ingester', 'compactor', 'querier', 'queryFrontend'],
        optional: [],
        expandEnvUnder: 'workloads',
        dropsExtraEnv: [],
        gatewayRenders: true,
        generatorStarts: true,
        generatorHasPriority: false,
        overrides: 'global_overrides',
        imageRegistry: ['global', 'image', 'registry'],
        generator: { settings: true, tracesStorage: false },
        retention: FIRST_RETENTION,
        rendered: kinds(),
        ...{ subcharts: [], roleCaches: [], hasZones: false, reportsByValue: false, volumes: FIRST_VOLUMES },
        fixed: [...caches('an address'), generator('')],
      },
    ],
    ['0.27.16', { gatewayRenders: false }], // its gateway calls the image helper with an unknown name
    ['0.27.17', { gatewayRenders: true }],
    ['0.27.19', { overrides: 'chart' }],
    ['1.2.5', { reportsByValue: true }],
    ['1.2.7', { overrides: 'global_overrides' }],
    ['1.2.9', { generatorHasPriority: true }],
    ['1.8.4', { generator: { settings: true, tracesStorage: true } }],
    ['1.9.11', { rendered: kinds('PersistentVolumeClaim') }],
    ['1.13.0', { hasZones: true }],
    ['1.16.0', { rendered: kinds('PersistentVolumeClaim', 'keda.sh/ScaledObject') }],
    ['1.18.2', { dropsExtraEnv: ['compactor'] }], // its template tests compactor.env
    ['1.18.5', { dropsExtraEnv: [] }], // "minor regression in compactor extraEnv"
    ['1.33.0', { overrides: 'overrides.defaults' }], // the old overrides became per_tenant_overrides (chart README)
    ['1.41.0', { queryPort: 3200 }], // 2025-06-02
    ['1.44.1', { fixed: [...caches('an address'), generator('metrics-generator')] }],
    ['1.62.0', { repository: COMMUNITY }], // 1.61.3 was the last at grafana
    ['2.17.0', { optional: [BACKEND] }],
    ['2.17.2', { imageRegistry: ['tempo', 'image', 'registry'] }], // it wins over the global one, and is docker.io by default
    ['2.17.8', { imageRegistry: ['global', 'image', 'registry'] }],
    ['2.17.10', { fixed: [...caches('None'), generator('metrics-generator')] }], // the Services of caches became headless
    ['2.24.0', { optional: [BACKEND, BLOCK_BUILDER, LIVE_STORE] }],
    ['2.25.4', { expandEnvUnder: 'defaults' }], // `defaults` exists since 2.16.0, but applies to every workload only from here on
    [
      '3.0.0', // its UPGRADE.md
      {
        generatorStarts: false, // it writes metrics_generator.traces_storage, which Tempo 3 no longer has
        workloads: ['distributor', 'querier', 'queryFrontend', 'blockBuilder', 'liveStore', 'backendScheduler', 'backendWorker'],
        optional: [],
      },
    ],
    ['3.0.3', { generatorStarts: true, generator: { settings: true, tracesStorage: false } }],
    ...DISTRIBUTED_RETENTION,
    ...DISTRIBUTED_CACHES,
    ...DISTRIBUTED_INGRESS,
    ...DISTRIBUTED_METADATA,
    ...DISTRIBUTED_UNREACHED,
    ...DISTRIBUTED_OPTIONAL,
    ...DISTRIBUTED_MONITORED,
    ...SUBCHARTS,
    ...BUNDLED_MINIO,
    ...DISTRIBUTED_SWITCHES,
    ...DISTRIBUTED_VOLUMES,
  ],
  refused: DISTRIBUTED_REFUSED,
});

const MONOLITHIC_KINDS: Rendered = {
  namespaced: [
    ...['ConfigMap', 'Service', 'ServiceAccount', 'apps/StatefulSet', 'monitoring.coreos.com/ServiceMonitor'],
    ...['networking.k8s.io/Ingress', 'networking.k8s.io/NetworkPolicy'],
  ],
};

export const monolithicReleases = new ReleaseTable<TempoRelease, 'tempo'>({
  name: 'tempo',
  released: releasedIn(monolithicList),
  ships: { tempo: { table: tempoProduct, since: shippedIn(monolithicList) } },
  facts: [
    [
      '0.16.1',
      {
        ...{
          repository: GRAFANA,
          queryPort: 3100,
          overrides: 'chart',
          retention: MONOLITHIC_FIRST_RETENTION,
          rendered: MONOLITHIC_KINDS,
          fixed: [],
        },
        generator: { settings: false, tracesStorage: false },
        ...{ runsTempoQuery: true, labelsTag: true },
      },
    ],
    ['1.2.1', { runsTempoQuery: undefined }],
    ['1.7.1', { labelsTag: undefined }],
    ['1.9.0', { volumeGroup: 10001 }], // the image of Tempo 2.5.0 is the first that does not run as root
    ['1.10.3', { volumeGroup: undefined, isNonRoot: true }], // runAsNonRoot, in its values.yaml
    ['1.19.0', { overrides: 'overrides.defaults' }],
    ['1.21.0', { generator: { settings: false, tracesStorage: true } }],
    ['1.23.1', { queryPort: 3200 }],
    ['1.24.1', { imageRegistry: ['tempo', 'registry'] }],
    ['1.24.2', { generator: { settings: true, tracesStorage: true } }],
    ['1.25.0', { repository: COMMUNITY }], // 1.24.4 was the last at grafana
    ...MONOLITHIC_RETENTION,
    ...MONOLITHIC_METADATA,
    ...MONOLITHIC_UNREACHED,
    ...MONOLITHIC_OPTIONAL,
    ...MONOLITHIC_MONITORED,
  ],
  refused: MONOLITHIC_REFUSED,
});
