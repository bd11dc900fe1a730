/**
 * The tracing features of each release of Linkerd.
 *
 * Its Jaeger extension is a chart with separate version numbers, found by rendering each stable tag with Helm 4.1.4.
 */
import { ReleaseTable } from '../../lib/releases/table';
import type { Rendered } from '../component';

/** The chart of its Jaeger extension, and the name of its release. */
export const EXTENSION = 'linkerd-jaeger';

export interface LinkerdRelease {
  readonly repository: string;
  /** The release of the chart linkerd-jaeger; undefined from 2.19 on, where the control plane's values replace it. */
  readonly extension?: string;
  /** The protocol by which the proxies export spans. */
  readonly exports: 'opencensus' | 'otlp-grpc';
  /** Whether the extension has a value for the protocol, which must be set. */
  readonly protocolKey: boolean;
  /** Whether the proxies read W3C trace context in addition to B3. */
  readonly readsW3c: boolean;
  /** What the extension renders without its collector and its Jaeger, including hooks. */
  readonly rendered: Rendered;
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

export const linkerdReleases = new ReleaseTable<LinkerdRelease>({
  name: 'Linkerd',
  released: '2.12.0-6 2.13.0-7 2.14.0-10 2.15-20',
  facts: [
    [
      '2.12.0',
      {
        repository: 'https://helm.linkerd.io/stable',
        extension: '30.4.0',
        exports: 'opencensus',
        protocolKey: false,
        readsW3c: false,
        rendered: rendered(['Server', 'ServerAuthorization'], []),
      },
    ],
    ['2.12.1', { extension: '30.4.3' }],
    ['2.12.2', { extension: '30.4.4' }],
    ['2.12.3', { extension: '30.4.5' }],
    ['2.12.4', { extension: '30.4.6' }],
    ['2.12.5', { extension: '30.4.7' }],
    ['2.12.6', { extension: '30.4.8' }],
    [
      '2.13.0',
      { extension: '30.8.0', readsW3c: true, rendered: rendered(['AuthorizationPolicy', 'NetworkAuthentication', 'Server'], ['linkerd']) },
    ],
    ['2.13.1', { extension: '30.8.1' }],
    ['2.13.2', { extension: '30.8.2' }],
    ['2.13.3', { extension: '30.8.3' }],
    ['2.13.4', { extension: '30.8.4' }],
    ['2.13.5', { extension: '30.8.5' }],
    ['2.13.6', { extension: '30.8.6' }],
    ['2.13.7', { extension: '30.8.7' }],
    ['2.14.0', { extension: '30.11.0' }],
    ['2.14.1', { extension: '30.12.2' }],
    ['2.14.2', { extension: '30.12.3' }],
    ['2.14.3', { extension: '30.12.4' }],
    ['2.14.4', { extension: '30.12.5' }],
    ['2.14.5', { extension: '30.12.6' }],
    ['2.14.6', { extension: '30.12.7' }],
    ['2.14.7', { extension: '30.12.8' }],
    ['2.14.8', { extension: '30.12.9' }],
    ['2.14.9', { extension: '30.12.10' }],
    ['2.14.10', { extension: '30.12.11' }],
    // From here on, open-source releases are edge releases: 2.15 is edge-24.2.4, 2.16 edge-24.8.2, 2.17 edge-24.11.8, 2.18 edge-25.4.4.
    ['2.15', { repository: 'https://helm.linkerd.io/edge', extension: '30.14.10-edge' }],
    ['2.16', { extension: '2024.8.2' }],
    ['2.17', { extension: '2024.11.8', exports: 'otlp-grpc', protocolKey: true }], // proxy v2.256.0 exports OTLP
    ['2.18', { extension: '2025.4.4' }],
    ['2.19', { extension: undefined, protocolKey: false }], // the extension was removed (linkerd2 fc75ab8bf)
  ],
});
