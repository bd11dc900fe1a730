/** Two Traefiks in one cluster: their classes have no namespace. */
import { lineOf } from '../../lib/findings/sentence';
import { CREDENTIALS } from '../../test/synthesis';
import { synthesize } from '../synthesize';

/** @param first the values of the Traefik of cluster a; that of cluster b has none */
function shared(chart: string, first = '{}', second = '{}'): string[] {
  const sources = [first, second].map((values, index) => {
    const name = index === 0 ? 'a' : 'b';
    const text = `domain: ${name}.example.org
gitops: { repoURL: "https://git.example.org/tracing.git", server: "https://10.0.0.1:6443" }
tempo:
  chart: 2.23.4
  namespace: tempo-${name}
  receivers: [otlp-http, zipkin]
  storage: { bucket: bucket-${name}, endpoint: s3.example.org }
  credentials: { existing: {} }
  persistence: {}
traefik: { chart: ${chart}, via: release, namespace: traefik-${name}, values: ${values} }
`;
    return { name, file: `clusters/${name}.yaml`, text };
  });
  const { findings } = synthesize(sources, CREDENTIALS);
  return findings.filter(({ rule }) => rule === 'clusters/shared-object').map(lineOf);
}

const says = (object: string, wayOut = 'use another name for it in traefik.values') => [
  `clusters/b.yaml:10:1 traefik: ${object} in the cluster https://10.0.0.1:6443 is also installed by clusters/a.yaml (line 10 traefik); ${wayOut}, or another gitops.server`,
];
const INGRESS_CLASS = says('IngressClass traefik');
const WITHOUT_NAME = says('IngressClass traefik', 'set ingressClass.enabled: false in traefik.values');
const GATEWAY_CLASS = says('GatewayClass traefik');

test.each([
  ['41.4.0', INGRESS_CLASS],
  ['27.0.2', INGRESS_CLASS],
  ['19.0.0', WITHOUT_NAME],
])('both make the IngressClass that the chart names: %s', (chart, expected) => {
  expect(shared(chart)).toEqual(expected);
});

test.each<[string, string, string[]]>([
  ['41.4.0', '{ ingressClass: { name: internal } }', []],
  ['23.2.0', '{ ingressClass: { name: internal } }', []],
  ['23.1.0', '{ ingressClass: { name: internal } }', WITHOUT_NAME], // has no such value
  ['41.4.0', '{ ingressClass: { enabled: false } }', []],
  ['18.0.0', '{}', []], // off by default
])('values of %s may name it or turn it off: %s', (chart, values, expected) => {
  expect(shared(chart, values)).toEqual(expected);
});

test('a class that both turn on is shared', () => {
  const on = '{ ingressClass: { enabled: true } }';

  expect(shared('18.0.0', on, on)).toEqual(WITHOUT_NAME);
});

test('a GatewayClass without values of its own is turned off with its provider', () => {
  const on = '{ ingressClass: { enabled: false }, experimental: { kubernetesGateway: { enabled: true } } }';

  expect(shared('28.3.0', on, on)).toEqual(
    says('GatewayClass traefik', 'set experimental.kubernetesGateway.enabled: false in traefik.values'),
  );
});

test.each<[string, string, string[]]>([
  ['41.4.0', '{ ingressClass: { name: b }, providers: { kubernetesGateway: { enabled: true } } }', GATEWAY_CLASS],
  ['41.4.0', '{ ingressClass: { name: b }, providers: { kubernetesGateway: { enabled: true } }, gatewayClass: { name: b } }', []],
  ['41.4.0', '{ ingressClass: { name: b }, providers: { kubernetesGateway: { enabled: true } }, gatewayClass: { enabled: false } }', []],
])('a GatewayClass of %s is shared unless values name another or turn it off: %s', (chart, second, expected) => {
  expect(shared(chart, '{ providers: { kubernetesGateway: { enabled: true } } }', second)).toEqual(expected);
});
