/** HTTPRoutes, checked against a handwritten Traefik. Each refusal was seen at a running Traefik 3.7. */
import { grouped } from '../../../../lib/findings/grouped';
import { sentence } from '../../../../lib/findings/sentence';
import { SHOP, smallTraefik } from '../../../../test/small-traefik';
import { worldOf } from '../../../../test/world';
import type { World } from '../../../stack';
import { NOTHING_DECLARED } from '../../../world/declared';
import { checkAddresses } from '../addresses';

const STACK = `${smallTraefik('--providers.kubernetesgateway')}---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: traefik}
spec: {controllerName: traefik.io/gateway-controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: traefik-gateway, namespace: traefik}
spec:
  gatewayClassName: traefik
  listeners: [{name: web, port: 8000, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs: [{name: traefik-gateway, namespace: traefik, sectionName: web}]
  hostnames: [shop.example.org]
  rules: [{backendRefs: [{name: shop, port: 80}]}]
---${SHOP}`;

const DEMO = { declared: { ...NOTHING_DECLARED, demo: { host: 'shop.example.org', entryPoint: 'web', route: 'gateway' as const } } };

function findings([from, to]: readonly [string, string], part: Partial<World> = DEMO) {
  const text = STACK.replace(from, to);
  if (from !== '' && text === STACK) throw new Error(`nothing to replace: ${from}`);
  return checkAddresses(worldOf(text, part)).findings.filter(({ severity }) => severity !== 'note');
}
const said = (...args: Parameters<typeof findings>) => grouped(findings(...args)).map(sentence);

const FROM_ALL = 'allowedRoutes: {namespaces: {from: All}}';
const selector = (labels: string) => `allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {${labels}}}}}`;

test.each([
  ['the defaults', '', ''],
  ['a listener for its host', FROM_ALL, `hostname: '*.example.org', ${FROM_ALL}`],
  ['a listener that selects its namespace', FROM_ALL, selector('kubernetes.io/metadata.name: shop')],
  ['a listener that selects labels of a namespace that is made elsewhere', FROM_ALL, selector('team: a')],
  ['a parent without the name of a listener, by its port', 'sectionName: web', 'port: 8000, sectionName: web'],
  ['a provider for both namespaces', "gateway']", "gateway', '--providers.kubernetesgateway.namespaces=traefik,shop']"],
  ['TLS', 'protocol: HTTP,', 'protocol: HTTPS,'],
  ['a selector of classes in a form that is not judged', "gateway']", "gateway', '--providers.kubernetesgateway.labelselector=stage']"],
])('%s pass', (_what, from, to) => {
  expect(said([from, to])).toEqual([]);
});

test.each([
  [
    '{name: traefik-gateway, namespace: traefik, s',
    '{name: traefik-gatway, namespace: traefik, s',
    'Gateway traefik-gatway in namespace traefik does not exist',
  ],
  ['name: traefik-gateway, namespace: traefik, s', 'name: traefik-gateway, s', 'Gateway traefik-gateway in namespace shop does not exist'],
  ['sectionName: web', 'sectionName: wbe', 'has no listener wbe; use web'],
  [FROM_ALL, 'hostname: ""', 'accepts only routes of its own namespace traefik; set its namespacePolicy to All'],
  [FROM_ALL, selector('kubernetes.io/metadata.name: other'), 'does not select namespace shop'],
  [FROM_ALL, `hostname: '*.other.org', ${FROM_ALL}`, 'is for *.other.org, and not for shop.example.org'],
  [FROM_ALL, 'allowedRoutes: {namespaces: {from: All}, kinds: [{kind: GRPCRoute}]}', 'accepts only GRPCRoute'],
  ['protocol: HTTP,', 'protocol: TCP,', 'has the protocol TCP, which takes no HTTPRoute'],
  ["address=:8000', '--providers.kubernetesgateway'", "address=:8000'", 'Traefik reads no Gateway'],
  ["gateway']", "gateway', '--providers.kubernetesgateway.namespaces=traefik']", 'and not in shop; add it to'],
  ['v3.6.4', 'v2.11.2', 'Traefik 2 reads no HTTPRoute'],
  [
    "gateway']",
    "gateway', '--providers.kubernetesgateway.labelselector=a=b']",
    'Traefik reads only GatewayClasses with the label a=b, which traefik does not have; add it to gatewayClass.labels',
  ],
  ['port: 8000, protocol', 'port: 80, protocol', 'no entry point of Traefik has port 80 of the listener'],
  ['{name: shop, port: 80}]}]', '{name: shop, port: 81}]}]', 'shop.shop:81'],
  ['{name: shop, port: 80}]}]', '{name: shop, namespace: other, port: 80}]}]', 'which has no ReferenceGrant for it'],
  ['hostnames: [shop.example.org]', 'hostnames: [other.example.org]', 'no HTTPRoute leads shop.example.org to it at listener web'],
  ['{backendRefs', '{matches: [{path: {type: Exact, value: /}}], backendRefs', 'no HTTPRoute leads shop.example.org'],
  ['targetPort: web}', 'targetPort: 9000}', 'no Service leads to the entry point web of Traefik'],
  [
    "gateway']",
    "gateway', '--entrypoints.secure.address=:8443', '--entrypoints.web.http.redirections.entrypoint.to=secure']",
    'Traefik redirects the requests of its entry point web to secure',
  ],
])('%# is reported', (from, to, text) => {
  expect(said([from, to])).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
});

test('a route of the user is only a warning, and one of another controller nothing', () => {
  const severities = (from: string, to: string) => findings([from, to], {}).map(({ severity }) => severity);
  expect(severities('sectionName: web', 'sectionName: wbe')).toEqual(['warning']);
  expect(severities('name: traefik-gateway, namespace: traefik, s', 'name: cilium, namespace: infra, s')).toEqual([]);
  expect(severities('controllerName: traefik.io/gateway-controller', 'controllerName: io.cilium/gateway-controller')).toEqual([]);
});

test('the route leads from the browser to the Service', () => {
  const { hops } = checkAddresses(worldOf(STACK, DEMO));
  expect(hops?.map(({ from, address, state }) => `${from} ${address} ${state}`)).toEqual([
    'browser shop.example.org external',
    'Traefik shop.shop:80 fits',
  ]);
});
