import { alarmsOf, changeOf, clusterOf } from '../../../test/changed';
import type { Manifest } from '../../stack';
import type { Side } from '../side';
import { addressChanges } from './addresses';

const traefik = (values: string, via = 'via: release') =>
  clusterOf({ rest: `traefik: { ${via === 'k3s' ? 'k3s: 1.31.1' : `chart: 39.0.6, ${via}`}, values: ${values} }` });

const told = (before: string, after: string, via?: string) => alarmsOf(changeOf([traefik(before, via)], [traefik(after, via)]));

test.each([
  [
    'a ClusterIP',
    '{}',
    '{ service: { type: ClusterIP } }',
    'the address of its load balancer, because its type is ClusterIP instead of LoadBalancer',
  ],
  ['ports of nodes alone', '{}', '{ service: { type: NodePort } }', 'the address of its load balancer, because its type is NodePort'],
  ['no Service', '{}', '{ service: { enabled: false } }', 'the address of its load balancer, and what'],
  ['no ports of nodes', '{ service: { type: NodePort } }', '{ service: { type: ClusterIP } }', 'its ports of the nodes, because'],
  [
    'another port of nodes',
    '{ service: { type: NodePort }, ports: { web: { nodePort: 30080 } } }',
    '{ service: { type: NodePort }, ports: { web: { nodePort: 30081 } } }',
    'port 30080 of the nodes, and',
  ],
  [
    'another address',
    '{ service: { spec: { loadBalancerIP: 10.0.0.1 } } }',
    '{ service: { annotations: { metallb.io/loadBalancerIPs: 10.0.0.2 } } }',
    'the address 10.0.0.1, and',
  ],
  [
    'a missing external address',
    '{ service: { externalIPs: [10.0.0.1, 10.0.0.2] } }',
    '{ service: { externalIPs: [10.0.0.2] } }',
    'the address 10.0.0.1, and',
  ],
])('%s instead of what Traefik had is told', (_what, before, after, lost) => {
  expect(told(before, after)).toEqual([expect.stringContaining(`warning: change/address Service traefik: `)]);
  expect(told(before, after)[0]).toContain(lost);
  expect(told(before, after, 'k3s')).toHaveLength(1);
});

const port = (mqtt: string) => `{ service: { type: NodePort }, ports: { mqtt: ${mqtt} } }`;

test('a port keeps its number on the nodes if no value asks for another one', () => {
  expect(told(port('{ port: 1883, nodePort: 31883 }'), port('{ port: 1883 }'))).toEqual([]);
  const web = '{ service: { type: NodePort }, ports: { web: { nodePort: 30080 } } }';
  expect(told(web, '{ service: { type: NodePort } }')).toEqual([]);
  expect(told(port('{ port: 1883, nodePort: 31883 }'), '{ service: { type: NodePort } }')).toEqual([
    expect.stringContaining('Service traefik: loses port 31883 of the nodes, and'),
  ]);
});

test('external addresses have another path in newer charts of Traefik too', () => {
  const of = (chart: string, values: string) => clusterOf({ rest: `traefik: { chart: ${chart}, via: release, values: ${values} }` });
  const [addresses, before] = ['externalIPs: [10.0.0.1]', of('39.0.6', '{ service: { externalIPs: [10.0.0.1] } }')];
  expect(alarmsOf(changeOf([before], [of('41.3.0', `{ service: { ${addresses} } }`)]))).toEqual([
    expect.stringContaining('Service traefik: loses the address 10.0.0.1, and'),
  ]);
  expect(alarmsOf(changeOf([before], [of('41.3.0', `{ service: { spec: { ${addresses} } } }`)]))).toEqual([]);
});

test('further Services of Traefik lose their addresses too', () => {
  const of = (chart: string, services: string) =>
    clusterOf({ rest: `traefik: { chart: ${chart}, via: release, values: { service: { additionalServices: ${services} } } }` });
  const between = (...[before, after]: [Parameters<typeof of>, Parameters<typeof of>]) =>
    alarmsOf(changeOf([of(...before)], [of(...after)])).map((line) => line.replace(/^.*(Service [^,]*).*$/, '$1'));

  expect(between(['39.0.6', '{ ext: {} }'], ['39.0.6', '{}'])).toEqual([
    'Service traefik-ext: leaves the output with the address of its load balancer',
  ]);
  // It is a load balancer by default only up to 39.
  const lost = 'Service traefik-ext: loses the address of its load balancer';
  expect(between(['39.0.6', '{ ext: {} }'], ['41.3.0', '{ ext: {} }'])).toEqual([lost]);
  expect(between(['39.0.6', '{ ext: {} }'], ['41.3.0', '{ ext: { spec: { type: LoadBalancer } } }'])).toEqual([]);
});

test('a value that the chart does not read exposes nothing', () => {
  const collector = (service: string) => clusterOf({ rest: `collector: { chart: 0.170.0, values: { service: { ${service} } } }` });
  expect(alarmsOf(changeOf([collector('type: NodePort, loadBalancerIP: 10.0.0.1')], [collector('type: NodePort')]))).toEqual([]);
  expect(alarmsOf(changeOf([collector('type: NodePort')], [collector('')]))).toHaveLength(1);
  const querier = '{ querier: { service: { type: LoadBalancer } } }';
  expect(alarmsOf(changeOf([clusterOf({ tempo: `chart: 2.26.2\n  values: ${querier}` })], [clusterOf()]))).toEqual([]);
});

test('the Service of newer charts of Traefik may have another name, and is then another one', () => {
  const of = (chart: string, values: string) => clusterOf({ rest: `traefik: { chart: ${chart}, via: release, values: ${values} }` });
  const renamed = (chart: string) => alarmsOf(changeOf([of(chart, '{}')], [of(chart, '{ service: { nameOverride: public } }')]));

  expect(renamed('39.0.6')).toEqual([]); // has no such value
  expect(renamed('40.0.0')).toEqual([
    expect.stringContaining('warning: change/address Service traefik: leaves the output with the address of its load balancer'),
  ]);
});

test('the type of the Service has another path in newer charts of Traefik', () => {
  const of = (chart: string, values: string) => clusterOf({ rest: `traefik: { chart: ${chart}, via: release, values: ${values} }` });
  const [before, after] = [of('39.0.6', '{ service: { type: NodePort } }'), '{ service: { spec: { type: ClusterIP } } }'];
  expect(alarmsOf(changeOf([before], [of('41.3.0', after)]))).toEqual([
    expect.stringContaining('Service traefik: loses its ports of the nodes, because its type is ClusterIP instead of NodePort'),
  ]);
  expect(alarmsOf(changeOf([before], [of('41.3.0', '{ service: { type: ClusterIP } }')]))).toEqual([]);
});

test.each([
  ['the default, written', '{}', '{ service: { type: LoadBalancer } }'],
  ['a load balancer instead of ports of nodes', '{ service: { type: NodePort } }', '{}'],
  ['no wish for an address any more', '{ service: { spec: { loadBalancerIP: 10.0.0.1 } } }', '{}'],
  [
    'the same address by another annotation',
    '{ service: { annotations: { metallb.universe.tf/loadBalancerIPs: "10.0.0.1, fd00::1" } } }',
    '{ service: { annotations: { metallb.io/loadBalancerIPs: "fd00::1,10.0.0.1" } } }',
  ],
])('%s loses nothing', (_what, before, after) => {
  expect(told(before, after)).toEqual([]);
});

test('of a Traefik of somebody else only the type is known that both sides say', () => {
  expect(told('{}', '{ service: { type: ClusterIP } }', 'via: values')).toEqual([]);
  expect(told('{ service: { type: LoadBalancer } }', '{ service: { type: ClusterIP } }', 'via: values')).toHaveLength(1);
});

test.each([
  [
    'tempo-distributed',
    'chart: 2.26.2',
    '{ gateway: { enabled: true, service: { type: LoadBalancer } } }',
    '{ gateway: { enabled: true } }',
    'tempo-gateway: loses',
  ],
  [
    'tempo-distributed without its gateway',
    'chart: 2.26.2',
    '{ gateway: { enabled: true, service: { type: LoadBalancer } } }',
    '{}',
    'tempo-gateway: leaves the output with',
  ],
  ['tempo', 'monolithic: 2.2.4', '{ service: { type: NodePort } }', '{}', 'tempo: loses its ports of the nodes'],
])('the Services of %s', (_what, chart, before, after, expected) => {
  const of = (values: string) => clusterOf({ tempo: `${chart}\n  values: ${values}` });
  expect(alarmsOf(changeOf([of(before)], [of(after)]))).toEqual([expect.stringContaining(`change/address Service ${expected}`)]);
});

const service = (name: string, spec: object): Manifest => ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec });

const sideOf = (...objects: Manifest[]): Side =>
  ({
    releases: [],
    objects: objects.map((object) => ({ object, place: { file: 'tempo.yaml' }, namespace: 'tracing', application: 'home-tracing-tempo' })),
  }) as unknown as Side;

const changed = (before: Side, after: Side) =>
  addressChanges({ before, after, where: () => ({ file: '' }), bootstrap: '' }).map(({ subject, problem }) => `${subject}: ${problem}`);

test('a rendered Service that leaves an Application which stays takes its address with it', () => {
  const [balanced, inside] = [service('edge', { type: 'LoadBalancer' }), service('tempo', {})];
  expect(changed(sideOf(balanced, inside), sideOf(inside))).toEqual([
    'Service edge: leaves the output with the address of its load balancer, and what connects there gets no answer',
  ]);
  expect(changed(sideOf(balanced, inside), sideOf())).toEqual([]);
  expect(changed(sideOf(inside), sideOf(service('other', {})))).toEqual([]);
});
