/** Services that select no pods: names of hosts outside, and those with endpoints of their own. */
import { networkPolicy, stoppedIn } from '../../../../test/network-policy';
import { smallTempo } from '../../../../test/small-tempo';
import { worldOf } from '../../../../test/world';
import { checkAddresses } from '../addresses';

const tempoWith = (endpoint: string) =>
  smallTempo(
    [
      'server: {http_listen_port: 3200}',
      'distributor: {receivers: {otlp: {protocols: {http: {}}}}}',
      `storage: {trace: {backend: s3, s3: {bucket: traces, endpoint: "${endpoint}", insecure: true}}}`,
    ],
    { ports: '[{name: http, port: 3200}, {name: otlp-http, port: 4318}]' },
  );

const service = (name: string, spec: string) =>
  `\n---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: storage}\nspec: {${spec}}\n`;
const slice = (addresses: string, port: number, more = '') =>
  `\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: s3-1, namespace: storage, labels: {kubernetes.io/service-name: s3}}\nports: [{port: ${port}${more}}]\nendpoints: [{addresses: ["${addresses}"]}]\n`;
const endpoints = (ip: string, port: number, name: string) =>
  `\n---\napiVersion: v1\nkind: Endpoints\nmetadata: {name: s3, namespace: storage}\nsubsets: [{addresses: [{ip: ${ip}}], ports: [{name: ${name}, port: ${port}}]}]\n`;

const DNS = '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ports: [{port: 53, protocol: UDP}]}';
const TO_NAMESPACE = '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: storage}}}]}';
const egress = (...rules: string[]) => networkPolicy(`podSelector: {}, policyTypes: [Egress], egress: [${[DNS, ...rules].join(', ')}]`);
const toBlock = (cidr: string, port: number) => egress(`{to: [{ipBlock: {cidr: "${cidr}"}}], ports: [{port: ${port}}]}`);

const PORT = 'ports: [{name: s3, port: 9000}]';
const said = (manifests: string, endpoint = 's3.storage.svc:9000') => stoppedIn(tempoWith(endpoint) + manifests, { isOurs: false });
const stopped = (end: string) => [
  expect.stringContaining(`sends blocks to s3.storage:9000: no egress rule allows TCP port ${end}; add one`),
];

describe('a Service of type ExternalName', () => {
  const outside = service('s3', 'type: ExternalName, externalName: s3.example.org');

  test('is a name outside, with the port of the client', () => {
    expect(said(outside + toBlock('0.0.0.0/0', 9000))).toEqual([]);
    expect(said(outside + toBlock('0.0.0.0/0', 443))).toEqual(stopped('9000 to s3.example.org outside of the cluster'));
    expect(said(outside + egress('{to: [{podSelector: {}}]}'))).toEqual(stopped('9000 to s3.example.org outside of the cluster'));
    // The name may lead back, to pods of an ingress.
    expect(said(outside + egress(TO_NAMESPACE))).toEqual([]);
  });

  test('needs no port, and is not proved', () => {
    const { findings, notJudged } = checkAddresses(worldOf(tempoWith('s3.storage.svc:9000') + outside, { isOurs: false }));
    expect(findings).toEqual([]);
    expect(notJudged).toContain('Tempo sends blocks to s3.storage:9000: Service s3 is of type ExternalName, for s3.example.org');
  });

  test('may be the name of another Service, whose pods and ports are judged', () => {
    const name = service('s3', 'type: ExternalName, externalName: minio.storage.svc.cluster.local');
    const minio = `${service('minio', 'selector: {app: minio}, ports: [{port: 9000, targetPort: 9001}]')}
---
apiVersion: v1
kind: Pod
metadata: {name: minio, namespace: storage, labels: {app: minio}}
spec: {containers: [{name: minio, image: 'minio:1', ports: [{containerPort: 9001}]}]}
`;
    const to = (port: number) => name + minio + egress(TO_NAMESPACE.replace(/}$/, `, ports: [{port: ${port}}]}`));
    expect(said(to(9001))).toEqual([]);
    expect(said(to(9000))).toEqual(stopped('9001 to namespace storage'));
  });

  test('that leads to itself is not followed forever', () => {
    expect(said(service('s3', 'type: ExternalName, externalName: s3.storage.svc.cluster.local') + egress())).toEqual([]);
  });
});

describe('a Service without a selector', () => {
  test('is the addresses of its EndpointSlices, with their port', () => {
    const manifests = service('s3', PORT) + slice('192.0.2.10', 9443, ', name: s3');
    expect(said(manifests + toBlock('192.0.2.0/24', 9443))).toEqual([]);
    expect(said(manifests + toBlock('192.0.2.0/24', 9000))).toEqual(stopped('9443 to 192.0.2.10 outside of the cluster'));
    expect(said(manifests + egress(TO_NAMESPACE))).toEqual(stopped('9443 to 192.0.2.10 outside of the cluster'));
  });

  test('is the addresses of its Endpoints, also of IPv6', () => {
    const manifests = service('s3', PORT) + endpoints('"2001:db8::5"', 9000, 's3');
    expect(said(manifests + toBlock('2001:db8::5/128', 9000))).toEqual([]);
    expect(said(manifests + toBlock('0.0.0.0/0', 9000))).toEqual(stopped('9000 to [2001:db8::5] outside of the cluster'));
  });

  test('that is headless leads to the port of the client', () => {
    const headless = service('s3', 'clusterIP: None') + slice('192.0.2.10', 1);
    expect(said(headless + toBlock('192.0.2.10/32', 9000))).toEqual([]);
    expect(said(headless + toBlock('192.0.2.10/32', 1))).toEqual(stopped('9000 to 192.0.2.10 outside of the cluster'));
  });

  test('is not judged if something else makes its endpoints', () => {
    const manifests = tempoWith('s3.storage.svc:9000') + service('s3', PORT) + egress(TO_NAMESPACE);
    const { findings, notJudged } = checkAddresses(worldOf(manifests, { isOurs: false }));
    expect(findings).toEqual([]);
    expect(notJudged).toContain('Tempo sends blocks to s3.storage:9000: Service s3 has no selector, and is not judged');
  });
});
