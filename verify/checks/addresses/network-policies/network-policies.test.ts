/** NetworkPolicies of any author against what the stack needs. */
import { networkPolicy, stoppedIn } from '../../../../test/network-policy';
import { processOf, smallTempo } from '../../../../test/small-tempo';
import { worldOf } from '../../../../test/world';
import { NOTHING_DECLARED } from '../../../world/declared';
import { Lookup } from '../../../world/lookup';
import { checkAddresses } from '../addresses';

const CONFIG = [
  'server: {http_listen_port: 3200}',
  'distributor: {receivers: {otlp: {protocols: {http: {}}}}}',
  'storage: {trace: {backend: s3, s3: {bucket: traces, endpoint: s3.example.org}}}',
];
const PORTS = '[{name: http, port: 3200}, {name: otlp-http, port: 4318}]';
const TEMPO = smallTempo(CONFIG, { ports: PORTS });

const TRAEFIK = `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: traefik, namespace: traefik}
spec:
  template:
    metadata: {labels: {app: traefik}}
    spec: {containers: [{name: traefik, image: 'traefik:v3.6.4', args: [--entrypoints.web.address=:8000, '--tracing.otlp.http.endpoint=http://tempo.tracing:4318/v1/traces']}]}
`;

const MESH = ['tracing', 'traefik']
  .map((name) => `\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, annotations: {linkerd.io/inject: enabled}}\n`)
  .join('');

const declared = { ...NOTHING_DECLARED, hosts: new Map([['s3.example.org', ['tempo.storage.endpoint']]]) };
const said = (manifests: string, tempo = TEMPO, more = {}) =>
  stoppedIn(tempo + TRAEFIK + manifests, { declared: { ...declared, ...more } });

const fromTraefik = (port: number) =>
  networkPolicy(
    `podSelector: {matchLabels: {app: tempo}}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: traefik}}}], ports: [{port: ${port}}]}]`,
  );
const egress = (...rules: string[]) => networkPolicy(`podSelector: {}, policyTypes: [Egress], egress: [${rules.join(', ')}]`);
const DNS = '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ports: [{port: 53, protocol: UDP}]}';
const S3 = '{ports: [{port: 443}]}';

test('spans must reach the receiver', () => {
  expect(said(fromTraefik(4318))).toEqual([]);
  expect(said(fromTraefik(4317))).toEqual([
    'NetworkPolicy strict: stops Traefik, which sends spans to tempo.tracing:4318: no ingress rule allows TCP port 4318 from namespace traefik; add one',
  ]);
});

test('a sender that is not of the stack belongs to the list of the cluster file', () => {
  const way = (more: object) => said(fromTraefik(4317), TEMPO, more).map((text) => text.replace(/^.*; /, ''));

  expect(way({ hasNetworkPolicies: true, stackNamespaces: new Set(['tracing']) })).toEqual(['list it in senders.workloads']);
  expect(way({ hasNetworkPolicies: true, stackNamespaces: new Set(['tracing', 'traefik']) })).toEqual(['add one']);
  expect(way({ stackNamespaces: new Set(['tracing']) })).toEqual(['add one']);
});

test('the sender must be permitted too', () => {
  expect(said(networkPolicy('podSelector: {}, policyTypes: [Egress]', 'traefik'))).toEqual([
    expect.stringContaining('no egress rule allows TCP port 4318 to namespace tracing; add one'),
    'NetworkPolicy strict: stops Deployment traefik, which asks for the addresses of names: no egress rule allows UDP port 53 to namespace kube-system; add one',
  ]);
  expect(
    said(
      networkPolicy(
        `podSelector: {}, egress: [${DNS}, {to: [{namespaceSelector: {}}], ports: [{port: otlp-http}, {port: 4318}]}]`,
        'traefik',
      ),
    ),
  ).toEqual([]);
});

test('between pods of a mesh, the port is that of the proxy', () => {
  expect(said(MESH + fromTraefik(4318))).toEqual([
    'NetworkPolicy strict: stops Traefik, which sends spans to tempo.tracing:4318: no ingress rule allows TCP port 4143, where the proxy of Linkerd receives port 4318, from namespace traefik; add one',
  ]);
  expect(said(MESH + fromTraefik(4143))).toEqual([]);
});

test('older proxies keep the port of the application, unless it is opaque', () => {
  const older = { linkerdSendsToProxyPort: false };
  const opaque = MESH.replace('name: tracing, annotations: {', 'name: tracing, annotations: {config.linkerd.io/opaque-ports: "4318", ');

  expect(said(MESH + fromTraefik(4318), TEMPO, older)).toEqual([]);
  expect(said(MESH + fromTraefik(4143), TEMPO, older)).toEqual([expect.stringContaining('no ingress rule allows TCP port 4318 from')]);
  expect(said(opaque + fromTraefik(4143), TEMPO, older)).toEqual([]);
});

test('a pod of a mesh needs the control plane', () => {
  const plane =
    '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: linkerd}}}], ports: [{port: 8080}, {port: 8086}, {port: 8090}]}';
  expect(said(MESH + egress(DNS, S3))).toEqual([
    expect.stringMatching(/control plane of Linkerd: no egress rule allows TCP port 8080 to namespace linkerd/),
    expect.stringMatching(/port 8086/),
    expect.stringMatching(/port 8090/),
  ]);
  expect(said(MESH + egress(DNS, S3, plane))).toEqual([]);
});

test('the pods of one workload connect to each other', () => {
  const ring = 'memberlist: {join_members: ["tempo:7946"]}';
  const one = smallTempo([...CONFIG, ring], { ports: '[{name: otlp-http, port: 4318}, {name: gossip, port: 7946}]' });
  const two = one.replace('spec:\n  template', 'spec:\n  replicas: 2\n  template');

  const onEachNode = one.replace('kind: Deployment', 'kind: DaemonSet');
  const stopped = [
    'NetworkPolicy strict: stops Tempo, which sends internal requests to tempo.tracing:7946: no ingress rule allows TCP port 7946 from namespace tracing; add one',
  ];

  expect(two).not.toBe(one);
  expect(onEachNode).not.toBe(one);
  expect(said(fromTraefik(4318), one)).toEqual([]);
  expect(said(fromTraefik(4318), two)).toEqual(stopped);
  expect(said(fromTraefik(4318), onEachNode)).toEqual(stopped);
});

test('the storage and DNS must be reached', () => {
  expect(said(egress(DNS))).toEqual([
    expect.stringContaining('sends blocks to s3.example.org:443: no egress rule allows TCP port 443 to s3.example.org outside'),
  ]);
  expect(said(egress(S3))).toEqual([expect.stringContaining('asks for the addresses of names')]);
  expect(said(egress(DNS, S3))).toEqual([]);
  const openShift =
    '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: openshift-dns}}}], ports: [{port: 5353, protocol: UDP}]}';
  expect(said(egress(openShift, S3))).toEqual([]);
});

test('a storage with an address of IPv6 needs a block of IPv6', () => {
  const server = '[2001:db8::5]:9000';
  const tempo = smallTempo([...CONFIG.slice(0, 2), `storage: {trace: {backend: s3, s3: {bucket: traces, endpoint: "${server}"}}}`], {
    ports: PORTS,
  });
  const more = { hosts: new Map([[server, ['tempo.storage.endpoint']]]) };
  const to = (cidr: string) => egress(DNS, `{to: [{ipBlock: {cidr: "${cidr}"}}], ports: [{port: 9000}]}`);

  expect(said(to('0.0.0.0/0'), tempo, more)).toEqual([
    expect.stringMatching(/^NetworkPolicy strict: stops Tempo, .* no egress rule allows TCP port 9000 to \[2001:db8::5\] outside/),
  ]);
  expect(said(to('2001:db8::/32'), tempo, more)).toEqual([]);
});

test('a distributor needs the storage too, unless it writes no reports of usage', () => {
  const distributor = (more: readonly string[]) => smallTempo([...CONFIG, ...more], { ports: PORTS, args: ['-target=distributor'] });
  expect(said(egress(DNS), distributor([]))).toEqual([expect.stringContaining('allows TCP port 443 to s3.example.org outside')]);
  expect(said(egress(DNS), distributor(['usage_report: {reporting_enabled: false}']))).toEqual([]);
});

test('a policy for other pods, and one of an operator, is not judged', () => {
  expect(said(networkPolicy('podSelector: {matchLabels: {app: other}}'))).toEqual([]);
  expect(
    said(
      `${networkPolicy('podSelector: {}')}\n---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: open, namespace: tracing}\n`,
    ),
  ).toEqual([]);
});

test('with networkPolicies, every pod of the stack has one', () => {
  const application = 'lab-tracing-tempo';
  const open = (manifests: string, part = {}) => {
    const { world, tempos } = worldOf(TEMPO + TRAEFIK + manifests, {
      declared: { ...declared, hasNetworkPolicies: true, ...part },
    });
    const objects = world.objects.map((placed) => ({ ...placed, application }));
    const own = { ...world, objects };
    return checkAddresses({ world: own, lookup: new Lookup(own), tempos, collectors: [] })
      .findings.filter(({ rule }) => rule === 'addresses/open-pod')
      .map(({ severity, subject }) => `${severity} ${subject}`);
  };
  expect(open('')).toEqual(['warning Deployment tempo']);
  expect(open(networkPolicy('podSelector: {}'))).toEqual(['warning Deployment tempo']);
  expect(open(networkPolicy('podSelector: {}, policyTypes: [Ingress, Egress]'))).toEqual([]);
  expect(open('', { hasNetworkPolicies: undefined })).toEqual([]);
});

describe('the processes of Tempo', () => {
  const members = ['distributor', 'ingester', 'compactor'].map(processOf).join('');
  const toIngester = (from: string) =>
    members +
    networkPolicy(`podSelector: {matchLabels: {app: ingester}}, ingress: [{from: [{podSelector: {matchLabels: {app: ${from}}}}]}]`);

  test('reach those that they find by a ring', () => {
    expect(said(toIngester('compactor'))).toEqual([
      expect.stringContaining(
        'stops Deployment distributor, which sends requests to Deployment ingester: no ingress rule allows TCP port 9095',
      ),
    ]);
    expect(said(toIngester('distributor'))).toEqual([]);
  });
});
