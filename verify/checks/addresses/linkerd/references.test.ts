/** Names and selectors in policies of Linkerd. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { checkPolicyReferences } from './references';

const POD = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: tempo, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: tempo, component: distributor}}
    spec: {containers: [{name: tempo, image: 'tempo:1', ports: [{name: zipkin, containerPort: 9411}]}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: traefik, namespace: ingress}
`;
const policy = (kind: string, name: string, spec: string, group = 'policy.linkerd.io/v1alpha1') => `
---
apiVersion: ${group}
kind: ${kind}
metadata: {name: ${name}, namespace: tracing}
spec: ${spec}
`;
const server = (spec: string) => policy('Server', 'tempo-spans', spec);
const SPANS = server('{podSelector: {matchLabels: {app: tempo}}, port: zipkin}');
const MESH = policy('MeshTLSAuthentication', 'mesh-only', "{identities: ['*']}");

const said = (...policies: readonly string[]): string[] => {
  const { world, lookup } = worldOf([POD, ...policies].join(''));
  return checkPolicyReferences(world, lookup).map(sentence);
};
const authorization = (target: string, refs = '') =>
  policy('AuthorizationPolicy', 'spans', `{targetRef: {group: policy.linkerd.io, ${target}}, requiredAuthenticationRefs: [${refs}]}`);
const parent = (name: string) => `{parentRefs: [{group: policy.linkerd.io, kind: Server, name: ${name}}]}`;

test('policies whose names and selectors are right, or may be elsewhere, pass', () => {
  expect(said(SPANS, MESH, authorization('kind: Server, name: tempo-spans', '{kind: MeshTLSAuthentication, name: mesh-only}'))).toEqual([]);
  expect(said(SPANS, authorization('kind: Server, name: loki'))).toEqual([]);
  expect(said(SPANS, authorization('kind: Namespace, name: tracin'))).toEqual([]);
  expect(said(policy('HTTPRoute', 'push', parent('tempo-spans'), 'gateway.networking.k8s.io/v1'), SPANS)).toEqual([]);
  expect(said(server('{podSelector: {matchLabels: {app: loki}}, port: 3100}'))).toEqual([]);
  expect(said(server('{podSelector: {matchLabels: {app: tempo}}, port: 4317}'))).toEqual([]);
  expect(said(server('{podSelector: {}, port: zipkin}'))).toEqual([]);
  // Of the proxy, which is in no manifest.
  expect(said(server('{podSelector: {matchLabels: {app: tempo}}, port: linkerd-admin}'))).toEqual([]);
});

test.each([
  [
    'AuthorizationPolicy spans: spec.targetRef names Server tempo-span, which namespace tracing does not have; use tempo-spans',
    authorization('kind: Server, name: tempo-span'),
  ],
  [
    'AuthorizationPolicy spans: spec.requiredAuthenticationRefs[0] names MeshTLSAuthentication mesh-onyl, which namespace tracing does not have; use mesh-only',
    authorization('kind: Server, name: tempo-spans', '{kind: MeshTLSAuthentication, name: mesh-onyl}'),
  ],
  [
    'HTTPRoute push: spec.parentRefs[0] names Server tempo-spanss, which namespace tracing does not have; use tempo-spans',
    policy('HTTPRoute', 'push', parent('tempo-spanss'), 'policy.linkerd.io/v1beta3'),
  ],
  [
    'GRPCRoute push: spec.parentRefs[0] names Server tempo-spams, which namespace tracing does not have; use tempo-spans',
    policy('GRPCRoute', 'push', parent('tempo-spams'), 'gateway.networking.k8s.io/v1'),
  ],
  [
    'ServerAuthorization all: spec.server names Server tempo-spanz, which namespace tracing does not have; use tempo-spans',
    policy('ServerAuthorization', 'all', '{server: {name: tempo-spanz}}'),
  ],
  [
    'HTTPLocalRateLimitPolicy limit: spec.targetRef names Server temp-spans, which namespace tracing does not have; use tempo-spans',
    policy('HTTPLocalRateLimitPolicy', 'limit', '{targetRef: {kind: Server, name: temp-spans}}'),
  ],
  [
    'MeshTLSAuthentication edge: spec.identityRefs[0] names ServiceAccount traefk, which namespace ingress does not have; use traefik',
    policy('MeshTLSAuthentication', 'edge', '{identityRefs: [{kind: ServiceAccount, name: traefk, namespace: ingress}]}'),
  ],
  [
    'MeshTLSAuthentication edge: spec.identities[0] names ServiceAccount traefikk, which namespace ingress does not have; use traefik',
    policy('MeshTLSAuthentication', 'edge', "{identities: ['traefikk.ingress.serviceaccount.identity.linkerd.cluster.local']}"),
  ],
])('%s', (text, wrong) => {
  expect(said(SPANS, MESH, wrong)).toEqual([text]);
});

test.each([
  [
    '{podSelector: {matchLabels: {component: distributer}}, port: zipkin}',
    'spec.podSelector selects no pod here, but would select those of Deployment tempo with component: distributor; use that instead of component: distributer',
  ],
  [
    '{podSelector: {matchLabels: {componnent: distributor, app: tempo}}, port: zipkin}',
    'spec.podSelector selects no pod here, but would select those of Deployment tempo with component: distributor; use that instead of componnent: distributor',
  ],
  ['{podSelector: {matchLabels: {app: tempo}}, port: zipkn}', 'spec.port is zipkn, which no container of Deployment tempo has; use zipkin'],
])('a Server with %s', (spec, text) => {
  expect(said(server(spec))).toEqual([`Server tempo-spans: ${text}`]);
});
