/**
 * What each release of the Traefik chart offers.
 *
 * Found by rendering every release 10.29.0 to 27.0.2 with Helm 4.1.4.
 */
import { ReleaseTable } from '../../lib/releases';
import type { Rendered } from '../component';

export interface TraefikRelease {
  readonly repository: string;
  /** What the chart renders, its CustomResourceDefinitions left out. */
  readonly rendered: Rendered;
  /** The field of an access log line that holds the trace id. */
  readonly traceIdField: string;
}

const rendered = (roleName: string, ingressClass: boolean, ingressRouteGroup: string): Rendered => ({
  namespaced: ['Service', 'ServiceAccount', 'apps/Deployment', `${ingressRouteGroup}/IngressRoute`],
  cluster: [
    { kind: 'rbac.authorization.k8s.io/ClusterRole', name: roleName },
    { kind: 'rbac.authorization.k8s.io/ClusterRoleBinding', name: roleName },
    ...(ingressClass ? [{ kind: 'networking.k8s.io/IngressClass', name: 'traefik' }] : []),
  ],
});

export const traefikReleases = new ReleaseTable<TraefikRelease>({
  name: 'traefik',
  released: `
    10.29.0 10.30.0-2 10.31.0 10.32.0 10.33.0 11.0.0 11.1.0-1 12.0.0-7 13.0.0-1 14.0.0-2 15.0.0 15.1.0-1 15.2.0-2
    15.3.0-1 16.0.0 16.1.0 16.2.0 17.0.0-5 18.0.0 18.1.0 18.2.0 18.3.0 19.0.0-4 20.1.1 20.2.0-1 20.3.0-1 20.4.0-1
    20.5.0-3 20.6.0 20.7.0 20.8.0 21.0.0 21.1.0 21.2.0-1 22.0.0 22.1.0 22.2.0 22.3.0 23.0.0-1 23.1.0 23.2.0 24.0.0
    25.0.0 26.0.0 26.1.0 27.0.0-2`,
  facts: [
    [
      '10.29.0', // `tracing.zipkin` renders; before, only instana and datadog do
      {
        repository: 'https://traefik.github.io/charts',
        rendered: rendered('traefik', false, 'traefik.containo.us'),
        // B3 goes into the request's own headers before they are logged, as `request_` plus the header's name.
        traceIdField: 'request_X-B3-Traceid',
      },
    ],
    ['17.0.0', { rendered: rendered('traefik-traefik', false, 'traefik.containo.us') }],
    ['19.0.0', { rendered: rendered('traefik-traefik', true, 'traefik.containo.us') }],
    ['23.0.0', { rendered: rendered('traefik-traefik', true, 'traefik.io') }],
  ],
});
