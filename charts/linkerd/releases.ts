/**
 * What each release of Linkerd offers for tracing.
 *
 * Its Jaeger extension is a chart with numbers of its own: those of the stable tags, each rendered with Helm 4.1.4.
 */
import { ReleaseTable } from '../../lib/releases';
import type { Rendered } from '../component';

export interface LinkerdRelease {
  readonly repository: string;
  /** The release of the chart linkerd-jaeger. */
  readonly extension: string;
  /** What that renders, its collector and its Jaeger off, its hooks included. */
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
  released: '2.12.0-6 2.13.0-7 2.14.0-10',
  facts: [
    [
      '2.12.0',
      { repository: 'https://helm.linkerd.io/stable', extension: '30.4.0', rendered: rendered(['Server', 'ServerAuthorization'], []) },
    ],
    ['2.12.1', { extension: '30.4.3' }],
    ['2.12.2', { extension: '30.4.4' }],
    ['2.12.3', { extension: '30.4.5' }],
    ['2.12.4', { extension: '30.4.6' }],
    ['2.12.5', { extension: '30.4.7' }],
    ['2.12.6', { extension: '30.4.8' }],
    ['2.13.0', { extension: '30.8.0', rendered: rendered(['AuthorizationPolicy', 'NetworkAuthentication', 'Server'], ['linkerd']) }],
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
  ],
  refused: [
    [
      '2.14.11',
      '2.999.0',
      'is not supported: the last stable release is 2.14.10, and later ones trace in another way; pin 2.14.10 or remove linkerd',
    ],
  ],
});
