/**
 * Facts about the templates of the Traefik chart by release, and the version of Traefik that each ships.
 *
 * Found by rendering every release of the chart 10.0.0 to 41.3.0 with Helm 4.1.4; 41.4.0 is from its release notes, and newer ones
 * are found by `npm run learn`. The list of releases is in the JSON file. The version of Traefik is the appVersion of Chart.yaml.
 */
import { releasedIn, shippedIn } from '../../lib/releases/list';
import { type Release, ReleaseTable } from '../../lib/releases/table';
import type { FixedField, Rendered } from '../component';
import type { Switches } from '../helm-values/switches';
import type { OptionalObjects } from '../metadata/optional';
import type { Unreached } from '../metadata/unreached';
import { ANY, type MetadataPaths } from '../metadata/values';
import { DEFAULT_SECCOMP } from '../namespaces/restricted';
import { type TraefikProduct, traefikProduct } from './product';
import { type ClassFacts, TRAEFIK_CLASSES } from './releases/classes';
import { type ImageFacts, TRAEFIK_IMAGES } from './releases/images';
import { TRAEFIK_OPTIONAL } from './releases/optional';
import { type RenamedValues, TRAEFIK_RENAMED } from './releases/renamed';
import { TRAEFIK_NEEDED, TRAEFIK_SWITCHES } from './releases/switches';
import list from './traefik-releases.json';

export const REPOSITORY = 'https://traefik.github.io/charts';
export const CHART = 'traefik';

/** The name of the Helm release and of its Service. */
export const TRAEFIK = 'traefik';

/** Where it is if the cluster file does not say. */
export const TRAEFIK_NAMESPACE = 'traefik';

export interface TraefikRelease extends ImageFacts, ClassFacts {
  /** The version of Traefik that it ships. */
  readonly traefik: Release<TraefikProduct>;
  /** How tracing is enabled: by flags in `additionalArguments`, by values for Zipkin, or by values for OTLP. */
  readonly tracing: 'flags' | 'zipkin' | 'otlp';
  /** Whether the sample rate can be set, and whether it can be 0: older templates drop a 0. */
  readonly sampleRate: 'never' | 'not 0' | 'any';
  /** Whether its values have the name of the service; otherwise it is a flag in `additionalArguments`. */
  readonly hasServiceName: boolean;
  /** The path of the access log's values. */
  readonly accessLog: 'logs.access' | 'accessLog' | 'both';
  /** The logged field that links a log line to its trace. @default the current name */
  readonly traceIdField?: string;
  /** Whether a list `env` replaces the chart's own list with POD_NAME and POD_NAMESPACE. */
  readonly envReplacesDefaults: boolean;
  /** The ports of its entry points, by their names, which are keys of its value `ports`. */
  readonly entryPoints: Readonly<Record<string, number>>;
  /** Whether Ingresses get a status by default. */
  readonly publishesService: boolean;
  /** How its values let routes of other namespaces attach to the Gateway: by a name, or by a map; undefined if it has no listeners. */
  readonly gatewayPolicy?: 'name' | 'map';
  /** The path of the type of its Service in the values. */
  readonly serviceType: 'service.type' | 'service.spec.type';
  /** The path of the name of its Service in the values; undefined if it has only that of the release. */
  readonly serviceName?: 'service.nameOverride';
  /** The path of the value that makes a GatewayClass. */
  readonly gatewaySwitch: string;
  /** Whether its CustomResourceDefinitions include those of Gateway API. */
  readonly hasGatewayCrds: boolean;
  /** How its values make a ServiceMonitor that selects a Service with the metrics: undefined if they cannot. */
  readonly serviceMonitor?: 'by labels' | 'by enabled';
  /** The values that become labels and annotations, if this stack installs it. */
  readonly metadata?: MetadataPaths;
  /** The values of older releases with which it does not render, and their new names. */
  readonly renamed: RenamedValues;
  /** Whether it fails with an old name that has nothing too. */
  readonly refusesEmpty: boolean;
  /** The values with which it fails without others, or on a newer Kubernetes. */
  readonly switches: Switches;
  /** The values that a null must not remove. */
  readonly needed: readonly string[];
}

export interface TraefikChartRelease extends TraefikRelease {
  /** How its values name the image: in one value of that name, or with the registry apart. */
  readonly image: 'name' | 'repository' | 'registry';
  /** The values with which its pods comply with the Pod Security Standard `restricted`; undefined if they do so by default. */
  readonly restricted?: object;
  readonly metadata: MetadataPaths;
  /** What they do not reach. */
  readonly unreached: Unreached;
  /** What they do not reach of what only values turn on. */
  readonly optionalObjects: readonly OptionalObjects[];
  /** Whether it has a route of the dashboard unless values turn it off. */
  readonly showsDashboard: boolean;
  /** What the chart can render, without its CustomResourceDefinitions. */
  readonly rendered: Rendered;
  /** Fields that differ between releases and cannot be changed in place. */
  readonly fixed: readonly FixedField[];
}

/** The field of a JSON access log line that links to its trace; undefined if this Traefik logs none. */
export const traceIdFieldOf = ({ traefik, traceIdField }: Pick<TraefikRelease, 'traefik' | 'traceIdField'>): string | undefined =>
  traefik.traceIdFields.find((field) => field === traceIdField) ?? traefik.traceIdFields[0];

const rendered = (group: string, ingressClass: boolean, ...more: string[]): Rendered => ({
  namespaced: [
    ...['Service', 'ServiceAccount', 'PersistentVolumeClaim', 'apps/DaemonSet', 'apps/Deployment', 'autoscaling/HorizontalPodAutoscaler'],
    ...[
      'gateway.networking.k8s.io/Gateway',
      'policy/PodDisruptionBudget',
      'rbac.authorization.k8s.io/Role',
      'rbac.authorization.k8s.io/RoleBinding',
    ],
    ...['IngressRoute', 'TLSOption', 'TLSStore'].map((kind) => `${group}/${kind}`),
    ...more,
  ],
  cluster: [
    { kind: 'rbac.authorization.k8s.io/ClusterRole', name: 'traefik*' },
    { kind: 'rbac.authorization.k8s.io/ClusterRoleBinding', name: 'traefik*' },
    ...(ingressClass ? [{ kind: 'networking.k8s.io/IngressClass', name: '*' }] : []),
  ],
});

/**
 * @param instance the label in the selector of its pods
 * @param more further labels in it
 */
const selector = (instance: string, more = ''): FixedField[] =>
  ['Deployment', 'DaemonSet'].map((kind) => ({
    ...{ kind, name: TRAEFIK, field: 'spec.selector', value: instance + more },
    exists: { by: ['deployment', 'kind'], if: kind, byDefault: 'Deployment' },
  }));

const OVERRIDABLE = selector('traefik-traefik').map((field) => ({ ...field, replacedBy: ['instanceLabelOverride'] }));

const MONITORING = ['monitoring.coreos.com/PrometheusRule', 'monitoring.coreos.com/ServiceMonitor'];

const ANNOTATIONS = [
  ...['deployment.annotations', 'deployment.podAnnotations', 'service.annotations', 'serviceAccountAnnotations'],
  'ingressRoute.dashboard.annotations',
];
const WITH_CLAIM = [...ANNOTATIONS, 'persistence.annotations'];
const LABELS = ['deployment.labels', 'deployment.podLabels', 'service.labels', 'ingressRoute.dashboard.labels'];
/** Above the values of the metrics. */
export const METRICS = 'metrics.prometheus';

const MONITOR = `${METRICS}.serviceMonitor`;

/** The path of the value with the labels of its ServiceMonitor alone. */
export const MONITOR_LABELS = `${MONITOR}.additionalLabels`;

/** The value that makes its PrometheusRule up to chart 28. */
export const RULE = `${METRICS}.prometheusRule`;

const RULE_LABELS = `${RULE}.additionalLabels`;

const WITH_INTERNAL = [...LABELS, MONITOR_LABELS, RULE_LABELS, 'service.internal.labels'];

/** The value that makes its ServiceMonitor: up to chart 28, any does. */
export const monitorSwitch = ({ serviceMonitor }: Pick<TraefikRelease, 'serviceMonitor'>): string =>
  serviceMonitor === 'by enabled' ? `${MONITOR}.enabled` : MONITOR;
const ROLES = ['ClusterRole', 'ClusterRoleBinding'];
const WITH_CLASS = [...ROLES, 'IngressClass'];
/** Of all objects and pods. */
const ALL = { all: ['commonLabels'], labels: ['commonLabels'] };
const WITH_METRICS = [...WITH_CLAIM, 'metrics.prometheus.service.annotations'];
/** Those of the Service for traffic from inside, if values make it. */
const INTERNAL_ANNOTATIONS = ['service.internal.annotations'];
const WITH_HEALTH = [...WITH_METRICS, 'ingressRoute.healthcheck.annotations'];
/** Further Services, by names of the user. */
export const ADDITIONAL_SERVICES = 'service.additionalServices';
const WITH_SERVICES = [...WITH_HEALTH, `${ADDITIONAL_SERVICES}.${ANY}.annotations`];
const WITH_GATEWAY = [...WITH_SERVICES, 'gateway.annotations'];
/** Whatever the names of the routes are. */
const WITH_ROUTES = [...WITH_GATEWAY, `ingressRoute.${ANY}.annotations`];

export const traefikReleases = new ReleaseTable<TraefikChartRelease, 'traefik'>({
  name: CHART,
  released: releasedIn(list),
  ships: { traefik: { table: traefikProduct, since: shippedIn(list) } },
  facts: [
    [
      '10.0.0',
      {
        tracing: 'flags',
        sampleRate: 'any',
        hasServiceName: false,
        accessLog: 'logs.access',
        image: 'name',
        envReplacesDefaults: false,
        publishesService: false,
        entryPoints: { traefik: 9000, web: 8000, websecure: 8443 },
        hasGatewayCrds: false,
        rendered: rendered('traefik.containo.us', false),
        fixed: selector('traefik'),
        metadata: { labels: LABELS, annotations: ANNOTATIONS },
        unreached: { labels: [...ROLES, 'ServiceAccount'], annotations: ROLES },
        gatewaySwitch: 'experimental.kubernetesGateway.enabled',
        ...{ showsDashboard: true, serviceType: 'service.type' },
        restricted: { podSecurityContext: DEFAULT_SECCOMP, securityContext: { allowPrivilegeEscalation: false } },
        optionalObjects: [],
        ...{
          switches: {},
          renamed: {},
          refusesEmpty: false,
          needed: [],
          comparesTag: [],
          marketplaces: [],
          hasHubImage: false,
          ingressClassValues: [],
          gatewayClassValues: [],
        },
      },
    ],
    ['10.1.0', { entryPoints: { traefik: 9000, web: 8000, websecure: 8443, metrics: 9100 } }],
    ['10.1.5', { metadata: { labels: LABELS, annotations: WITH_CLAIM } }], // before, annotations of its claim were invalid YAML
    ['10.29.0', { tracing: 'zipkin', sampleRate: 'not 0' }], // before, only instana and datadog have templates
    [
      '16.1.0',
      {
        rendered: rendered('traefik.containo.us', false, ...MONITORING),
        metadata: { labels: [...LABELS, MONITOR_LABELS, RULE_LABELS], annotations: WITH_CLAIM },
      },
    ],
    ['17.0.1', { fixed: selector('traefik-traefik', ' Helm traefik-17.0.1') }],
    ['17.0.2', { fixed: selector('traefik-traefik', ' Helm traefik-17.0.2') }],
    ['17.0.3', { fixed: selector('traefik-traefik') }],
    ['18.2.0', { metadata: { labels: WITH_INTERNAL, annotations: [...WITH_CLAIM, ...INTERNAL_ANNOTATIONS] } }],
    [
      '19.0.0',
      {
        rendered: rendered('traefik.containo.us', true, ...MONITORING),
        unreached: { labels: [...WITH_CLASS, 'ServiceAccount'], annotations: WITH_CLASS },
      },
    ],
    ['20.3.0', { fixed: OVERRIDABLE }], // before, the value was ignored
    [
      '20.4.0',
      {
        serviceMonitor: 'by labels',
        metadata: { labels: WITH_INTERNAL, annotations: [...WITH_METRICS, ...INTERNAL_ANNOTATIONS] },
      },
    ], // from 16.1.0 it selects the Service of the traffic, which lacks the port of the metrics
    ['21.0.0', { image: 'repository' }],
    ['21.2.1', { image: 'registry' }],
    ['23.0.0', { rendered: rendered('traefik.io', true, ...MONITORING) }],
    [
      '23.1.0',
      { metadata: { ...ALL, annotations: [...WITH_METRICS, ...INTERNAL_ANNOTATIONS] }, unreached: { labels: [], annotations: WITH_CLASS } },
    ], // its pods have them too
    ['23.2.0', { envReplacesDefaults: true, restricted: { podSecurityContext: DEFAULT_SECCOMP } }],
    ['25.0.0', { metadata: { ...ALL, annotations: [...WITH_HEALTH, ...INTERNAL_ANNOTATIONS] } }],
    ['26.0.0', { rendered: rendered('traefik.io', true, 'ConfigMap', ...MONITORING) }],
    ['27.0.0', { metadata: { ...ALL, annotations: WITH_SERVICES } }],
    ['28.0.0', { tracing: 'otlp', sampleRate: 'never' }],
    ['28.1.0', { rendered: rendered('traefik.io', true, 'ConfigMap', 'Secret', ...MONITORING) }],
    [
      '29.0.0',
      {
        ...{ serviceMonitor: 'by enabled', hasGatewayCrds: true, showsDashboard: false },
        metadata: { ...ALL, annotations: WITH_GATEWAY },
        gatewaySwitch: 'providers.kubernetesGateway.enabled',
      },
    ],
    ['30.0.0', { metadata: { ...ALL, annotations: WITH_ROUTES } }],
    ['30.1.0', { gatewayPolicy: 'name' }], // the first with the CustomResourceDefinitions of its Traefik
    [
      '33.0.0',
      { envReplacesDefaults: false, publishesService: true, entryPoints: { traefik: 8080, web: 8000, websecure: 8443, metrics: 9100 } },
    ],
    ['33.2.0', { sampleRate: 'not 0', hasServiceName: true }], // traefik/traefik-helm-chart#1271
    ['37.0.0', { sampleRate: 'any', gatewayPolicy: 'map' }],
    ['37.1.0', { metadata: { ...ALL, annotations: [...WITH_ROUTES, 'hub.apimanagement.admission.annotations'] } }],
    ['38.0.2', { restricted: undefined }],
    ['40.0.0', { serviceType: 'service.spec.type', serviceName: 'service.nameOverride' }],
    ['40.2.0', { hasGatewayCrds: false }],
    ['41.0.0', { accessLog: 'accessLog' }], // traefik/traefik-helm-chart#1887
    ...TRAEFIK_SWITCHES,
    ...TRAEFIK_RENAMED,
    ...TRAEFIK_NEEDED,
    ...TRAEFIK_OPTIONAL,
    ...TRAEFIK_IMAGES,
    ...TRAEFIK_CLASSES,
  ],
  refused: [
    ['10.1.0', '10.1.0', 'renders an annotation whose value is a number, which no API server accepts', 'use 10.0.2 or 10.1.1'],
    ['10.26.0', '10.26.0', 'renders an invalid ClusterRole', 'use 10.25.1 or 10.26.1'],
    ['15.2.0', '15.2.1', 'has a Traefik that reads no Ingress outside of its own namespace', 'use 15.1.1 or 15.2.2'],
    ['17.0.0', '17.0.0', 'renders a selector that its own pods do not match', 'use 16.2.0 or 17.0.1'],
    ['39.0.0', '39.0.0', 'renders empty TLS settings for OTLP', 'use 38.0.2 or 39.0.1'],
  ],
});
