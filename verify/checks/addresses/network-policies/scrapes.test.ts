/** What Prometheus reads, against NetworkPolicies of any author. */
import { networkPolicy, stoppedIn } from '../../../../test/network-policy';
import { smallTempo } from '../../../../test/small-tempo';

const TEMPO = smallTempo(['storage: {trace: {backend: local}}'], {
  ports: '[{name: http, port: 3200}]',
  container: ['ports: [{name: http, containerPort: 3200}, {name: grpc, containerPort: 9095}]'],
});

const monitor = (endpoint: string, more = '') => `
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: tempo, namespace: tracing, labels: {release: kps}}
spec: {selector: {matchLabels: {app: tempo}}, endpoints: [{${endpoint}${more}}]}
`;
const podMonitor = (endpoint: string, more = '') => `
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: tempo, namespace: monitoring, labels: {release: kps}}
spec: {selector: {matchLabels: {app: tempo}}, podMetricsEndpoints: [{${endpoint}}]${more}}
`;
const IN_TRACING = ', namespaceSelector: {matchNames: [tracing]}';

const prometheus = (spec: string) => `
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: kps, namespace: monitoring}
spec: {${spec}}
`;
const SELECTING = 'serviceMonitorSelector: {matchLabels: {release: kps}}, serviceMonitorNamespaceSelector: {}';

const from = (peer: string, port: number) =>
  networkPolicy(`podSelector: {matchLabels: {app: tempo}}, ingress: [{from: [${peer}], ports: [{port: ${port}}]}]`);
const namespace = (name: string) => `{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${name}}}}`;

const said = (manifests: string) => stoppedIn(TEMPO + manifests);

const STOPPED =
  'NetworkPolicy strict: stops Prometheus, which reads metrics of Deployment tempo (ServiceMonitor tempo): no ingress rule allows TCP port 3200; add one';

describe.each(['port: http', 'targetPort: http', 'targetPort: 3200'])('a ServiceMonitor with %s', (endpoint) => {
  test('whose Prometheus is not among the manifests needs some rule for the port', () => {
    expect(said(monitor(endpoint) + from(namespace('monitoring'), 3200))).toEqual([]);
    // Prometheus may be any of them.
    expect(said(monitor(endpoint) + from('{namespaceSelector: {matchLabels: {scraper: "true"}}}', 3200))).toEqual([]);
    expect(said(monitor(endpoint) + from('{namespaceSelector: {}}', 4318))).toEqual([STOPPED]);
    expect(said(monitor(endpoint) + networkPolicy('podSelector: {}'))).toEqual([STOPPED]);
    expect(said(monitor(endpoint))).toEqual([]);
  });

  test('is read from the namespace of the Prometheus that selects it', () => {
    const read = (spec: string, ...policies: string[]) => said(monitor(endpoint) + prometheus(spec) + policies.join(''));

    expect(read(SELECTING, from(namespace('monitoring'), 3200))).toEqual([]);
    expect(read(SELECTING, from(namespace('metrics'), 3200))).toEqual([
      STOPPED.replace('port 3200;', 'port 3200 from namespace monitoring;'),
    ]);
    expect(read(SELECTING, networkPolicy('podSelector: {}, policyTypes: [Egress]', 'monitoring'))).toEqual([
      expect.stringContaining(
        'stops Prometheus, which reads metrics of Deployment tempo (ServiceMonitor tempo): no egress rule allows TCP port 3200 to namespace tracing',
      ),
    ]);
    expect(read(SELECTING, networkPolicy('podSelector: {}, egress: [{ports: [{port: 3200}]}]', 'monitoring'))).toEqual([]);
  });

  test.each([
    'serviceMonitorSelector: {matchLabels: {release: other}}, serviceMonitorNamespaceSelector: {}',
    'serviceMonitorSelector: {}',
    'serviceMonitorNamespaceSelector: {}',
    'serviceMonitorSelector: {}, serviceMonitorNamespaceSelector: {matchLabels: {team: red}}',
    `${SELECTING}, hostNetwork: true`,
  ])('may be read from elsewhere than a Prometheus with {%s}', (spec) => {
    expect(said(monitor(endpoint) + prometheus(spec) + from(namespace('metrics'), 3200))).toEqual([]);
    expect(said(monitor(endpoint) + prometheus(spec) + networkPolicy('podSelector: {}'))).toEqual([STOPPED]);
  });
});

test.each(['port: http', 'portNumber: 3200', 'targetPort: http'])('a PodMonitor with %s reads the pods', (endpoint) => {
  const ofPods = STOPPED.replace('ServiceMonitor', 'PodMonitor');

  expect(said(podMonitor(endpoint, IN_TRACING) + networkPolicy('podSelector: {}'))).toEqual([ofPods]);
  expect(said(podMonitor(endpoint, ', namespaceSelector: {any: true}') + networkPolicy('podSelector: {}'))).toEqual([ofPods]);
  expect(said(podMonitor(endpoint, IN_TRACING) + from(namespace('monitoring'), 3200))).toEqual([]);
  expect(said(podMonitor(endpoint) + networkPolicy('podSelector: {}'))).toEqual([]);
});

test('what a monitor may leave out, or does not name, is not judged', () => {
  const filtered = ', relabelings: [{sourceLabels: [__meta_kubernetes_pod_name], regex: other, action: keep}]';

  expect(said(monitor('port: http', filtered) + networkPolicy('podSelector: {}'))).toEqual([]);
  expect(said(monitor('port: http', filtered.replace('keep', 'replace')) + networkPolicy('podSelector: {}'))).toEqual([STOPPED]);
  expect(said(monitor('port: htpp') + networkPolicy('podSelector: {}'))).toEqual([]);
  expect(said(monitor('port: http').replace('app: tempo', 'app: other') + networkPolicy('podSelector: {}'))).toEqual([]);
});

test('in the mesh, the port is that of the pod or of its proxy', () => {
  const mesh = '\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: tracing, annotations: {linkerd.io/inject: enabled}}\n';

  expect(said(mesh + monitor('port: http') + from(namespace('monitoring'), 3200))).toEqual([]);
  expect(said(mesh + monitor('port: http') + from(namespace('monitoring'), 4143))).toEqual([]);
  expect(said(mesh + monitor('port: http') + from(namespace('monitoring'), 4318))).toEqual([STOPPED.replace('3200;', '3200 or 4143;')]);
});
