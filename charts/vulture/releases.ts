/**
 * Facts about each release of the chart tempo-vulture, and about the program of Tempo's source that it ships (cmd/tempo-vulture/main.go).
 *
 * The templates of every tag of the chart were compared. The list of releases is in the JSON file.
 */
import { releasedIn, shippedIn } from '../../lib/releases/list';
import { ReleaseTable } from '../../lib/releases/table';
import { compareVersions } from '../../lib/releases/version';
import type { Rendered } from '../component';
import type { Unreached } from '../metadata/unreached';
import type { MetadataPaths } from '../metadata/values';
import { DEFAULT_SECCOMP, NO_PRIVILEGES } from '../namespaces/restricted';
import type { Receiver } from '../tempo/receivers';
import list from './tempo-vulture-releases.json';

/** The name of the chart, and of its release. */
export const VULTURE = 'tempo-vulture';

/** The port of its metrics, the only one. */
export const METRICS_PORT = 8080;

/** The receivers by which it writes. It dials the usual port of the protocol if its URL has no port. */
type Writes = Extract<Receiver, 'jaeger-grpc' | 'otlp-grpc'>;

export interface VultureRelease {
  readonly repository: string;
  /** The version of the program, which is that of Tempo; undefined if the chart ships none. */
  readonly program?: string;
  readonly writes: Writes;
  /** Whether it queries metrics of TraceQL unless a flag turns that off. */
  readonly queriesMetrics: boolean;
  /** The value that makes an object of the Prometheus operator for its metrics. */
  readonly monitor: 'serviceMonitor' | 'podMonitor';
  readonly rendered: Rendered;
  /** The values with which its pods comply with the Pod Security Standard `restricted`; undefined if none can. */
  readonly restricted?: object;
  /** The values that become labels and annotations. */
  readonly metadata: MetadataPaths;
  /** What they do not reach. */
  readonly unreached: Unreached;
}

const rendered = (...more: string[]): Rendered => ({ namespaced: ['ServiceAccount', 'apps/Deployment', ...more] });

/** That of Tempo, because the image has none. */
const USER = { runAsNonRoot: true, runAsUser: 10001 };

const ANNOTATIONS = ['podAnnotations', 'serviceAccount.annotations'];
const WITH_SERVICE = [...ANNOTATIONS, 'serviceMonitor.annotations'];
const WITHOUT_SERVICE = [...ANNOTATIONS, 'podMonitor.annotations'];
/** Of all objects and pods. */
const ALL = { all: ['global.commonLabels'], labels: ['global.commonLabels'] };

export const vultureReleases = new ReleaseTable<VultureRelease, 'program'>({
  name: VULTURE,
  released: releasedIn(list),
  ships: { program: { since: shippedIn(list) } },
  facts: [
    [
      '0.2.4', // the first with a program of Tempo 2
      {
        repository: 'https://grafana.github.io/helm-charts',
        writes: 'jaeger-grpc',
        queriesMetrics: false,
        monitor: 'serviceMonitor',
        rendered: rendered('Service', 'monitoring.coreos.com/ServiceMonitor'),
        metadata: { labels: ['podLabels', 'serviceMonitor.labels'], annotations: WITH_SERVICE },
        unreached: { labels: ['Deployment', 'Service', 'ServiceAccount'], annotations: ['Deployment', 'Service'] },
      },
    ],
    ['0.6.0', { metadata: { ...ALL, annotations: WITH_SERVICE }, unreached: { labels: [], annotations: ['Deployment', 'Service'] } }], // its pods have them too
    [
      '0.7.1', // its Service was removed
      {
        monitor: 'podMonitor',
        rendered: rendered('monitoring.coreos.com/PodMonitor'),
        metadata: { ...ALL, annotations: WITHOUT_SERVICE },
        unreached: { labels: [], annotations: ['Deployment'] },
      },
    ],
    ['0.8.0', { restricted: { podSecurityContext: DEFAULT_SECCOMP, securityContext: { ...NO_PRIVILEGES, ...USER } } }],
    ['0.10.0', { writes: 'otlp-grpc' }], // Tempo 2.9.0
    ['0.11.0', { repository: 'https://grafana-community.github.io/helm-charts' }], // 0.10.1 was the last at grafana
    ['0.12.4', { metadata: { ...ALL, annotations: [...WITHOUT_SERVICE, 'annotations'] }, unreached: { labels: [], annotations: [] } }], // before, invalid YAML
    ['0.13.0', { queriesMetrics: true }], // Tempo 3.0.0
  ],
});

/** The receiver to which a version of the program writes. @param tag of its image; anything else than a version counts as the newest */
export function writesOf(tag: string): Writes {
  const version = /^v?(\d+\.\d+\.\d+)/.exec(tag)?.[1];
  const known = vultureReleases.releases.findLast(
    ({ program }) => version === undefined || (program !== undefined && compareVersions(program, version) <= 0),
  );
  return known?.writes ?? 'jaeger-grpc';
}
