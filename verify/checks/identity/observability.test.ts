/** Routes whose requests Traefik neither traces nor logs, in handwritten manifests. */
import { worldOf } from '../../../test/world';
import { traefiksIn } from '../../uses/traefik';
import { checkObservability } from './observability';

const stack = (flag: string, annotation = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: traefik, namespace: traefik}
spec: {template: {spec: {containers: [{name: traefik, image: 'traefik:v3.6.4', args: ['--entrypoints.inner.address=:8000', '${flag}']}]}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: traefik}
spec: {listeners: [{name: web, port: 8000, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop, annotations: {${annotation}}}
spec: {parentRefs: [{name: edge, namespace: traefik, sectionName: web}]}
`;

function found(manifests: string) {
  const { world, lookup } = worldOf(manifests);
  return checkObservability(world, traefiksIn(lookup)).map(({ subject, problem }) => `${subject}: ${problem}`);
}

test('an HTTPRoute is traced by the entry point with the port of its listener', () => {
  expect(found(stack('--entrypoints.inner.observability.tracing=false'))).toEqual([
    'HTTPRoute shop: its requests are not traced (entrypoints.inner.observability.tracing)',
  ]);
  expect(found(stack('--entrypoints.web.observability.tracing=false'))).toEqual([]);
});

test('Traefik reads the annotation of an Ingress only', () => {
  const annotation = 'traefik.ingress.kubernetes.io/router.observability.tracing: "false"';
  expect(found(stack('--ping=true', annotation))).toEqual([]);
});
