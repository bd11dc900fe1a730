/**
 * The tracing features of each release of Linkerd.
 *
 * Its Jaeger extension is a chart with separate version numbers, found by rendering each stable tag with Helm 4.1.4.
 */
import { releasedIn, shippedIn } from '../../lib/releases/list';
import { type Release, ReleaseTable } from '../../lib/releases/table';
import type { Rendered } from '../component';
import type { Unreached } from '../metadata/unreached';
import type { MetadataPaths } from '../metadata/values';
import list from './linkerd-releases.json';

/** The chart of its Jaeger extension, and the name of its release. */
export const EXTENSION = 'linkerd-jaeger';

/** The chart of its control plane, and the name of its release. */
export const CONTROL_PLANE_CHART = 'linkerd-control-plane';

export interface LinkerdRelease {
  readonly repository: string;
  /** The release of the chart linkerd-jaeger; undefined from 2.19 on, where the control plane's values replace it. */
  readonly extension?: string;
  /** The protocol by which the proxies export spans. */
  readonly exports: 'opencensus' | 'otlp-grpc';
  /** Whether the extension has a value for the protocol, which must be set. */
  readonly protocolKey: boolean;
  /** What values can set of the pod of its hook: nothing, its image, or also the Secret to pull it. */
  readonly hook: 'fixed' | 'image' | 'image and login';
  /** Whether values set the nodes and tolerations of its hook. No release has a priority for its pods. */
  readonly hookHasNodes: boolean;
  /** Whether the proxies read W3C trace context in addition to B3. */
  readonly readsW3c: boolean;
  /**
   * Whether a proxy sends everything to the port of the other proxy. Older ones keep the port of the application, unless it is opaque.
   */
  readonly sendsToProxyPort: boolean;
  /** What the extension renders without its collector and its Jaeger, including hooks. */
  readonly rendered: Rendered;
  /** The values of the extension that become labels and annotations; undefined if it has none. */
  readonly metadata?: MetadataPaths;
  /** What of the extension they do not reach. */
  readonly unreached: Unreached;
}

const rendered = (policies: readonly string[], namespaces: readonly string[]): Rendered => ({
  namespaced: [
    'Service',
    'ServiceAccount',
    'apps/Deployment',
    'batch/Job',
    ...policies.map((kind) => `policy.linkerd.io/${kind}`),
    'rbac.authorization.k8s.io/Role',
    'rbac.authorization.k8s.io/RoleBinding',
  ],
  cluster: [
    { kind: 'admissionregistration.k8s.io/MutatingWebhookConfiguration', name: 'linkerd-jaeger-injector-webhook-config' },
    { kind: 'rbac.authorization.k8s.io/ClusterRole', name: 'linkerd-jaeger-injector' },
    { kind: 'rbac.authorization.k8s.io/ClusterRoleBinding', name: 'linkerd-jaeger-injector' },
  ],
  namespaces,
});

const ALL = ['any object or pod'];

export const linkerdReleases = new ReleaseTable<LinkerdRelease, 'extension'>({
  name: 'Linkerd',
  released: releasedIn(list),
  ships: { extension: { since: shippedIn(list) } },
  facts: [
    [
      '2.12.0',
      {
        repository: 'https://helm.linkerd.io/stable',
        exports: 'opencensus',
        protocolKey: false,
        hook: 'fixed',
        hookHasNodes: false,
        readsW3c: false,
        sendsToProxyPort: false,
        unreached: { labels: ALL, annotations: ALL },
        rendered: rendered(['Server', 'ServerAuthorization'], []),
      },
    ],
    [
      '2.13.0',
      {
        hook: 'image',
        readsW3c: true,
        rendered: rendered(['AuthorizationPolicy', 'NetworkAuthentication', 'Server'], ['linkerd']),
        // It renders invalid YAML for two commonLabels.
        metadata: { labels: ['podLabels'], annotations: [] },
        unreached: { labels: ['any object'], annotations: ALL },
      },
    ],
    [
      '2.14.0',
      {
        hookHasNodes: true,
        metadata: { labels: ['commonLabels', 'podLabels'], annotations: [] },
        unreached: { labels: [], annotations: ALL },
      },
    ],
    // From here on, open-source releases are edge releases: 2.15 is edge-24.2.4, 2.16 edge-24.8.2, 2.17 edge-24.11.8, 2.18 edge-25.4.4.
    ['2.15', { repository: 'https://helm.linkerd.io/edge', hook: 'image and login' }],
    ['2.17', { exports: 'otlp-grpc', protocolKey: true }], // proxy v2.256.0 exports OTLP
    ['2.18', { sendsToProxyPort: true }], // proxy.outboundTransportMode: transport-header since edge-25.3.2 (linkerd2 5d0275e3f)
    ['2.19', { protocolKey: false }], // the extension was removed (linkerd2 fc75ab8bf)
  ],
});

/** The Linkerd of a release of the Jaeger extension; undefined for an unknown one. */
export const linkerdWith = (extension: string): Release<LinkerdRelease> | undefined =>
  linkerdReleases.releases.find((release) => release.extension === extension);

/** The way to a Linkerd whose proxies export by OTLP: `pin linkerd.version 2.17 or newer`; undefined if this one does. */
export function newerExport({ version, exports }: Release<LinkerdRelease>): string | undefined {
  const newer = exports === 'opencensus' && linkerdReleases.firstAfter(version, (other) => other.exports !== 'opencensus');
  return newer ? `pin linkerd.version ${newer} or newer` : undefined;
}
