/**
 * Facts about the templates of the Traefik chart by release, and the version of Traefik that each ships.
 *
 * Found by rendering every release of the chart 10.0.0 to 41.3.0 with Helm 4.1.4. The version of Traefik is the
 * appVersion of Chart.yaml. 41.4.0 is from its release notes.
 */
import { type Release, ReleaseTable } from '../../lib/releases/table';
import type { FixedField, Rendered } from '../component';
import { type TraefikProduct, traefikProduct } from './product';

export const REPOSITORY = 'https://traefik.github.io/charts';

/** The name of the Helm release and of its Service. */
export const TRAEFIK = 'traefik';

/** Where it is if the cluster file does not say. */
export const TRAEFIK_NAMESPACE = 'traefik';

export interface TraefikRelease {
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
  /** Whether Ingresses get a status by default. */
  readonly publishesService: boolean;
}

export interface TraefikChartRelease extends TraefikRelease {
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

export const traefikReleases = new ReleaseTable<TraefikChartRelease, 'traefik'>({
  name: 'traefik',
  released: `
    10.0.0-2 10.1.0-6 10.2.0 10.3.0-6 10.4.0-2 10.5.0 10.6.0-2 10.7.0-1 10.8.0 10.9.0-1 10.10.0 10.11.0-1 10.12.0 10.13.0
    10.14.0-2 10.15.0 10.16.0-1 10.17.0 10.18.0 10.19.0-5 10.20.0-1 10.21.0-1 10.22.0 10.23.0 10.24.0-5 10.25.0-1
    10.26.0-1 10.27.0 10.28.0 10.29.0 10.30.0-2 10.31.0 10.32.0 10.33.0 11.0.0 11.1.0-1 12.0.0-7 13.0.0-1 14.0.0-2 15.0.0
    15.1.0-1 15.2.0-2 15.3.0-1 16.0.0 16.1.0 16.2.0 17.0.0-5 18.0.0 18.1.0 18.2.0 18.3.0 19.0.0-4 20.1.1 20.2.0-1
    20.3.0-1 20.4.0-1 20.5.0-3 20.6.0 20.7.0 20.8.0 21.0.0 21.1.0 21.2.0-1 22.0.0 22.1.0 22.2.0 22.3.0 23.0.0-1 23.1.0
    23.2.0 24.0.0 25.0.0 26.0.0 26.1.0 27.0.0-2
    28.0.0 28.1.0 28.2.0 28.3.0 29.0.0-1 30.0.0-2 30.1.0 31.0.0 31.1.0-1 32.0.0 32.1.0-1 33.0.0 33.1.0 33.2.0-1 34.0.0
    34.1.0 34.2.0 34.3.0 34.4.0-1 34.5.0 35.0.0-1 35.1.0 35.2.0 35.3.0 35.4.0 36.0.0 36.1.0 36.2.0 36.3.0 37.0.0 37.1.0-2
    37.2.0 37.3.0 37.4.0 38.0.0-2 39.0.0-9 40.0.0-1 40.1.0 40.2.0 40.3.0 41.0.0-2 41.1.0-1 41.2.0 41.3.0 41.4.0`,
  ships: {
    traefik: {
      table: traefikProduct,
      since: `
        10.0.0=2.4.9 10.1.2=2.4.13 10.3.0=2.5.0 10.3.2=2.5.1 10.3.5=2.5.3 10.6.2=2.5.4 10.9.1=2.5.6 10.10.0=2.6.0
        10.14.2=2.6.1 10.16.1=2.6.2 10.19.1=2.6.3 10.19.2=2.6.2 10.19.4=2.6.3 10.19.5=2.6.6 10.20.0=2.7.0 10.21.1=2.7.1
        10.24.0=2.8.0 10.24.2=2.8.4 10.24.3=2.8.5 10.24.4=2.8.7 11.1.0=2.9.1 18.3.0=2.9.4 20.5.2=2.9.5 20.7.0=2.9.6
        21.1.0=2.9.7 21.2.0=2.9.8 21.2.1=2.9.9 22.1.0=2.9.10 22.3.0=2.10.0 23.0.1=2.10.1 23.2.0=2.10.4 25.0.0=2.10.5
        26.0.0=2.10.6 26.1.0=2.11.0 27.0.1=2.11.1 27.0.2=2.11.2
        28.0.0=3.0.0 28.2.0=3.0.1 28.3.0=3.0.2 29.0.0=3.0.4 30.0.0=3.1.0 30.1.0=3.1.2 31.1.0=3.1.3 31.1.1=3.1.4
        32.1.0=3.1.5 32.1.1=3.1.6 33.0.0=3.2.0 33.1.0=3.2.1 33.2.0=3.2.2 34.0.0=3.3.1 34.1.0=3.3.2 34.3.0=3.3.3
        34.4.1=3.3.4 35.0.0=3.3.5 35.0.1=3.3.6 35.3.0=3.4.0 36.0.0=3.4.1 36.3.0=3.4.3 37.0.0=3.5.0 37.1.0=3.5.1
        37.1.1=3.5.2 37.1.2=3.5.3 37.3.0=3.6.0 37.4.0=3.6.2 38.0.0=3.6.5 38.0.2=3.6.6 39.0.0=3.6.7 39.0.1=3.6.8
        39.0.3=3.6.9 39.0.5=3.6.10 39.0.6=3.6.11 39.0.7=3.6.12 39.0.8=3.6.13 39.0.9=3.6.15 40.0.0=3.7.0 40.1.0=3.7.1
        40.3.0=3.7.4 41.0.0=3.7.5 41.0.2=3.7.6 41.1.0=3.7.9 41.2.0=3.7.10 41.3.0=3.7.11 41.4.0=3.7.12`,
    },
  },
  facts: [
    [
      '10.0.0',
      {
        tracing: 'flags',
        sampleRate: 'any',
        hasServiceName: false,
        accessLog: 'logs.access',
        envReplacesDefaults: false,
        publishesService: false,
        rendered: rendered('traefik.containo.us', false),
        fixed: selector('traefik'),
      },
    ],
    ['10.29.0', { tracing: 'zipkin', sampleRate: 'not 0' }], // before, only instana and datadog have templates
    ['16.1.0', { rendered: rendered('traefik.containo.us', false, ...MONITORING) }],
    ['17.0.1', { fixed: selector('traefik-traefik', ' Helm traefik-17.0.1') }],
    ['17.0.2', { fixed: selector('traefik-traefik', ' Helm traefik-17.0.2') }],
    ['17.0.3', { fixed: selector('traefik-traefik') }],
    ['19.0.0', { rendered: rendered('traefik.containo.us', true, ...MONITORING) }],
    ['20.3.0', { fixed: OVERRIDABLE }], // before, the value was ignored
    ['23.0.0', { rendered: rendered('traefik.io', true, ...MONITORING) }],
    ['23.2.0', { envReplacesDefaults: true }],
    ['26.0.0', { rendered: rendered('traefik.io', true, 'ConfigMap', ...MONITORING) }],
    ['28.0.0', { tracing: 'otlp', sampleRate: 'never' }],
    ['28.1.0', { rendered: rendered('traefik.io', true, 'ConfigMap', 'Secret', ...MONITORING) }],
    ['33.0.0', { envReplacesDefaults: false, publishesService: true }],
    ['33.2.0', { sampleRate: 'not 0', hasServiceName: true }], // traefik/traefik-helm-chart#1271
    ['37.0.0', { sampleRate: 'any' }],
    ['41.0.0', { accessLog: 'accessLog' }], // traefik/traefik-helm-chart#1887
  ],
  refused: [
    ['10.1.0', '10.1.0', 'renders an annotation whose value is a number, which no API server accepts', 'use 10.0.2 or 10.1.1'],
    ['10.26.0', '10.26.0', 'renders an invalid ClusterRole', 'use 10.25.1 or 10.26.1'],
    ['17.0.0', '17.0.0', 'renders a selector that its own pods do not match', 'use 16.2.0 or 17.0.1'],
    ['39.0.0', '39.0.0', 'renders empty TLS settings for OTLP', 'use 38.0.2 or 39.0.1'],
  ],
});
