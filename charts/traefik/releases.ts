/**
 * What each release of the Traefik chart offers, and each release of k3s with the Traefik that it bundles.
 *
 * Found by rendering every release of the chart 10.0.0 to 41.3.0 with Helm 4.1.4, and by reading Traefik's tags.
 */
import { ReleaseTable } from '../../lib/releases/table';
import type { Rendered } from '../component';

export const REPOSITORY = 'https://traefik.github.io/charts';

/** The Helm release's name, and so that of its Service. */
export const RELEASE = 'traefik';

export interface TraefikRelease {
  /** How tracing is switched on: flags of Traefik 2, values for Zipkin, values for OTLP. */
  readonly tracing: 'flags' | 'zipkin' | 'otlp';
  /** Whether the share of sampled requests can be set, and to 0 too: a chart drops what its templates take for nothing. */
  readonly sampleRate: 'never' | 'not 0' | 'any';
  /** Where the access log's values are. */
  readonly accessLog: 'logs.access' | 'accessLog' | 'both';
  /** The field of an access log line that holds the trace id; absent where Traefik logs none. */
  readonly traceIdField?: string;
  /** The next release that logs a trace id, where this one does not. */
  readonly traceIdFrom?: string;
  /** Whether a list `env` replaces the one that the chart ships, POD_NAME and POD_NAMESPACE. */
  readonly envReplacesDefaults: boolean;
  /** Whether Ingresses get a status without being asked for. */
  readonly publishesService: boolean;
}

export interface TraefikChartRelease extends TraefikRelease {
  /** What the chart can render, its CustomResourceDefinitions left out. */
  readonly rendered: Rendered;
}

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

const MONITORING = ['monitoring.coreos.com/PrometheusRule', 'monitoring.coreos.com/ServiceMonitor'];

export const traefikReleases = new ReleaseTable<TraefikChartRelease>({
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
    37.2.0 37.3.0 37.4.0 38.0.0-2 39.0.0-9 40.0.0-1 40.1.0 40.2.0 40.3.0 41.0.0-2 41.1.0-1 41.2.0 41.3.0`,
  facts: [
    [
      '10.0.0',
      {
        tracing: 'flags',
        sampleRate: 'any',
        accessLog: 'logs.access',
        // B3 goes into the request's own headers before they are logged, as `request_` plus the header's name.
        traceIdField: 'request_X-B3-Traceid',
        envReplacesDefaults: false,
        publishesService: false,
        rendered: rendered('traefik.containo.us', false),
      },
    ],
    ['10.29.0', { tracing: 'zipkin', sampleRate: 'not 0' }], // before, only instana and datadog are templated
    ['16.1.0', { rendered: rendered('traefik.containo.us', false, ...MONITORING) }],
    ['19.0.0', { rendered: rendered('traefik.containo.us', true, ...MONITORING) }],
    ['23.0.0', { rendered: rendered('traefik.io', true, ...MONITORING) }],
    ['23.2.0', { envReplacesDefaults: true }],
    ['26.0.0', { rendered: rendered('traefik.io', true, 'ConfigMap', ...MONITORING) }],
    // Traefik 3: no Zipkin (it refuses to start), and headers are injected into a copy of the request, after the log's.
    ['28.0.0', { tracing: 'otlp', sampleRate: 'never', traceIdField: undefined, traceIdFrom: '33.0.0' }],
    ['28.1.0', { rendered: rendered('traefik.io', true, 'ConfigMap', 'Secret', ...MONITORING) }],
    ['33.0.0', { envReplacesDefaults: false, publishesService: true, traceIdField: 'TraceId' }], // Traefik 3.2.0
    ['33.2.0', { sampleRate: 'not 0' }],
    ['34.0.0', { traceIdField: undefined, traceIdFrom: '34.3.0' }], // Traefik 3.3.1 lost it (traefik/traefik#11449)
    ['34.3.0', { traceIdField: 'TraceId' }], // Traefik 3.3.3 (#11450)
    ['37.0.0', { sampleRate: 'any' }],
    ['39.0.6', { traceIdField: 'trace_id' }], // Traefik 3.6.11; TraceId stays beside it, deprecated
    ['41.0.0', { accessLog: 'accessLog' }], // traefik/traefik-helm-chart#1887
  ],
  refused: [
    ['10.1.0', '10.1.0', 'renders an annotation that is a number, which no API server takes; pin 10.0.2 or 10.1.1'],
    ['10.26.0', '10.26.0', 'renders a ClusterRole that cannot be read; pin 10.25.1 or 10.26.1'],
    ['17.0.0', '17.0.0', 'renders a selector that its own pods do not match; pin 16.2.0 or 17.0.1'],
    ['39.0.0', '39.0.0', 'renders empty TLS settings for OTLP; pin 38.0.2 or 39.0.1'],
  ],
});

/** The fields of an access log line that hold the trace id by themselves, by the release of Traefik: none before 3.2.0. */
export function traceIdFields(traefik: string): readonly string[] {
  const [major = 0, minor = 0, patch = 0] = traefik.split('.').map(Number);
  const since = (otherMinor: number, otherPatch: number) =>
    major > 3 || (major === 3 && (minor > otherMinor || (minor === otherMinor && patch >= otherPatch)));
  if (since(6, 11)) return ['trace_id', 'TraceId'];
  // 3.3.0 to 3.3.2 lost it (traefik/traefik#11449).
  return since(3, 3) || (since(2, 0) && !since(3, 0)) ? ['TraceId'] : [];
}

/** k3s packages the chart without its schema: a value that a bundle does not know is ignored, never refused. */
export const k3sReleases = new ReleaseTable<TraefikRelease>({
  name: 'k3s',
  // Patches of several minors come out side by side. One that is not out yet is taken for the last row of its minor.
  released: `
    1.24.0-30 1.25.0-30 1.26.0-30 1.27.0-30 1.28.0-30 1.29.0-30 1.30.0-30 1.31.0-30 1.32.0-30 1.33.0-30 1.34.0-30 1.35.0-30
    1.36.0-30 1.37.0-30`,
  facts: [
    [
      '1.24.0', // Traefik 2.6.2, chart 10.19.300
      {
        tracing: 'flags',
        sampleRate: 'any',
        accessLog: 'logs.access',
        traceIdField: 'request_X-B3-Traceid',
        envReplacesDefaults: false,
        publishesService: true,
      },
    ],
    ['1.24.7', { tracing: 'zipkin', sampleRate: 'not 0' }], // chart 12.0.000
    ['1.25.0', { tracing: 'flags', sampleRate: 'any' }], // of the same dates as 1.24.4; flags work on every Traefik 2
    ['1.26.0', { tracing: 'zipkin', sampleRate: 'not 0' }],
    ['1.27.7', { envReplacesDefaults: true }], // chart 25.0.2
    ['1.32.2', { tracing: 'otlp', sampleRate: 'not 0', envReplacesDefaults: false, traceIdField: undefined, traceIdFrom: '1.32.4' }], // Traefik 3.3.2
    ['1.32.4', { traceIdField: 'TraceId' }], // Traefik 3.3.6
    ['1.32.10', { sampleRate: 'any' }], // chart 37.1.1
    ['1.33.0', { sampleRate: 'not 0' }], // chart 34.2.1 again
    ['1.33.6', { sampleRate: 'any' }],
    ['1.34.0', { sampleRate: 'not 0' }],
    ['1.34.2', { sampleRate: 'any' }],
    ['1.35.4', { traceIdField: 'trace_id' }], // Traefik 3.6.13
    ['1.35.7', { accessLog: 'both' }], // chart 40 today; charts from 41 on may come with any patch
  ],
});
