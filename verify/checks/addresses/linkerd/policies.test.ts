/** Policies of Linkerd in front of Tempo. */
import { worldOf } from '../../../../test/world';
import type { Use } from '../../../uses/use';
import { refusal } from './policies';

const POD = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: tempo, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: tempo}, annotations: {linkerd.io/inject: enabled}}
    spec: {containers: [{name: tempo, image: 'tempo:1', ports: [{name: zipkin, containerPort: 9411}]}]}
`;
const server = (port: string | number, more = '', app = 'tempo') => `
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: spans, namespace: tracing}
spec: {podSelector: {matchLabels: {app: ${app}}}, port: ${port}${more}}
`;
const authorization = (refs: string, target = 'Server, name: spans') => `
---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: spans, namespace: tracing}
spec: {targetRef: {group: policy.linkerd.io, kind: ${target}}, requiredAuthenticationRefs: [${refs}]}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: mesh, namespace: tracing}
spec: {identities: ['*']}
`;

const problemOf = (policies: string, from: string) => {
  const { world, lookup } = worldOf(POD + policies);
  const use: Use = {
    from,
    to: 'Tempo',
    what: 'spans',
    protocol: 'Zipkin',
    address: 'tempo:9411',
    where: '',
    placed: { place: { file: '' } },
  };
  return refusal(use, lookup.pods, 9411, world)?.problem;
};
const MESH = '{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: mesh}';

test.each([
  ['no policy', ''],
  ['a Server for another port', server(4317)],
  ['a Server for other pods', server(9411, '', 'loki')],
  ['an open Server', server(9411, ', accessPolicy: all-unauthenticated')],
  ['an authorization of everybody', server(9411) + authorization('')],
  ['an authorization of networks', server('zipkin') + authorization('{kind: NetworkAuthentication, name: all}')],
  ['an authorization of the namespace', server(9411) + authorization('', 'Namespace, name: tracing')],
])('%s permits Traefik', (_what, policies) => {
  expect(problemOf(policies, 'Traefik')).toBeUndefined();
});

test('a Server without authorization refuses everybody, and one of the mesh only what is not in it', () => {
  expect(problemOf(server('zipkin'), 'Linkerd')).toContain('Server spans of Linkerd refuses it');
  expect(problemOf(server(9411) + authorization('', 'Server, name: other'), 'Traefik')).toContain('permits pods outside of the mesh');
  expect(problemOf(server(9411) + authorization(MESH), 'Traefik')).toContain('Server spans of Linkerd refuses it');
  expect(problemOf(server(9411) + authorization(MESH), 'Linkerd')).toBeUndefined();
});
