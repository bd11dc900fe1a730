import { networkPolicy, stoppedIn } from '../../../../test/network-policy';

const operator = (pod = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: operator, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: operator}}
    spec:
      serviceAccountName: operator
      ${pod}
      containers: [{name: operator, image: 'operator:1', ports: [{name: https, containerPort: 8443}]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: operator, namespace: tracing}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: operator}
subjects: [{kind: ServiceAccount, name: operator, namespace: tracing}]
`;
const role = (verb: string) => `
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: operator, namespace: tracing}
rules: [{apiGroups: [""], resources: [pods], verbs: [${verb}]}]
`;
const WEBHOOK = `
---
apiVersion: v1
kind: Service
metadata: {name: operator, namespace: tracing}
spec: {selector: {app: operator}, ports: [{port: 443, targetPort: 8443}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: operator}
webhooks: [{name: a.example.org, clientConfig: {caBundle: YQ==, service: {name: operator, namespace: tracing}}}]
`;
const policy = (spec: string) => networkPolicy(`podSelector: {}, ${spec}`);
const egress = (port: number) => policy(`policyTypes: [Egress], egress: [{ports: [{port: ${port}}]}]`);
const ingress = (port: number) => policy(`ingress: [{ports: [{port: ${port}}]}]`);

const ASKS =
  'NetworkPolicy strict: stops Deployment operator, which has a role to ask the API server: no egress rule allows TCP port 443 or 6443 to the API server outside of the cluster; add one';
const CALLS =
  'NetworkPolicy strict: stops the API server, which calls the webhooks of Deployment operator: no ingress rule allows TCP port 8443 from the API server outside of the cluster; add one';

test.each([
  [443, []],
  [6443, []],
  [8080, [ASKS]],
])('a pod with a role and egress to port %i', (port, expected) => {
  expect(stoppedIn(operator() + role('watch') + egress(port))).toEqual(expected);
});

test.each([
  // Of minikube, and of MicroK8s.
  ['{ports: [{port: 8443}]}', []],
  ['{ports: [{port: 16443}]}', []],
  ['{to: [{ipBlock: {cidr: 172.16.0.5/32}}], ports: [{protocol: TCP, port: 16443}]}', []],
  ['{to: [{ipBlock: {cidr: 172.16.0.5/32}}], ports: [{port: 7443}]}', []],
  ['{to: [{ipBlock: {cidr: 172.16.0.5/32}}], ports: [{protocol: UDP, port: 16443}]}', [ASKS]],
  ['{to: [{ipBlock: {cidr: 169.254.20.10/32}}], ports: [{protocol: UDP, port: 53}, {port: 53}]}', [ASKS]],
  ['{to: [{podSelector: {}}], ports: [{port: 16443}]}', [ASKS]],
  // Few network plugins know the pods of the API server, which are in the network of their node.
  ['{to: [{namespaceSelector: {}}], ports: [{port: 6443}]}', []],
  ['{to: [{namespaceSelector: {}}]}', []],
  ['{to: [{namespaceSelector: {}}], ports: [{port: 4317}, {port: 53, protocol: UDP}]}', [ASKS]],
])('a pod with a role and egress %s', (rule, expected) => {
  expect(stoppedIn(operator() + role('watch') + policy(`policyTypes: [Egress], egress: [${rule}]`))).toEqual(expected);
});

const account = (namespace: string) => `
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: operator, namespace: ${namespace}}
automountServiceAccountToken: false
`;

test.each([
  ['', 'tracing', []],
  ['', 'elsewhere', [ASKS]],
  ['automountServiceAccountToken: true', 'tracing', [ASKS]],
])('a pod with {%s} and a ServiceAccount without token in %s', (pod, namespace, expected) => {
  expect(stoppedIn(operator(pod) + account(namespace) + role('watch') + egress(8080))).toEqual(expected);
});

test.each([
  ['without a role', operator()],
  ['with a role for the settings of pods', operator() + role('use')],
  ['without its token', operator('automountServiceAccountToken: false') + role('watch')],
  ['without replicas', operator().replace('spec:', 'spec:\n  replicas: 0') + role('watch')],
])('a pod %s does not ask', (_what, manifests) => {
  expect(stoppedIn(manifests + egress(8080))).toEqual([]);
});

test.each([
  [8443, []],
  [443, [CALLS]],
])('a webhook and ingress to port %i', (port, expected) => {
  expect(stoppedIn(operator() + WEBHOOK + ingress(port))).toEqual(expected);
});

test('a webhook whose pods only their namespace reaches is not called', () => {
  expect(stoppedIn(operator() + WEBHOOK + policy('ingress: [{from: [{podSelector: {}}]}]'))).toEqual([CALLS]);
});

test('no webhook, no connection', () => {
  expect(stoppedIn(operator() + ingress(443))).toEqual([]);
});
