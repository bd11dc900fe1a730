import { ofComponent, synthesizeWith } from '../../test/synthesis';
import { routeKinds, turnedOnKinds } from './turned-on-kinds';

const stack = (values: string, more = '') =>
  synthesizeWith(`  values: ${values}
${more}`);

type Kind = Readonly<Record<'group' | 'kind', string>>;
const permitted = (component: string, values = '{}', more = '') => {
  const { spec } = ofComponent(stack(values, more), 'AppProject', component);
  const kinds = [...spec.namespaceResourceWhitelist, ...(spec.clusterResourceWhitelist ?? [])] as Kind[];
  return kinds.map(({ group, kind }) => `${group}/${kind}`);
};

describe('the AppProject permits what values turn on, and only then', () => {
  test.each([
    ['autoscaling: {enabled: true, maxReplicas: 3}', 'autoscaling/HorizontalPodAutoscaler'],
    ['podDisruptionBudget: {enabled: true}', 'policy/PodDisruptionBudget'],
    ['podMonitor: {enabled: true}', 'monitoring.coreos.com/PodMonitor'],
    ['prometheusRule: {enabled: true}', 'monitoring.coreos.com/PrometheusRule'],
    ['networkPolicy: {enabled: true}', 'networking.k8s.io/NetworkPolicy'],
    [
      'ingress: {enabled: true, hosts: [{host: a.example.org, paths: [{path: /, pathType: Prefix, port: 4318}]}]}',
      'networking.k8s.io/Ingress',
    ],
    ['httproute: {enabled: true, rules: [{backendRefs: [{port: 4318}]}]}', 'gateway.networking.k8s.io/HTTPRoute'],
  ])('of the collector: %s', (value, kind) => {
    const collector = (values: string) => permitted('collector', '{}', `collector: {chart: 0.170.0, values: {${values}}}\n`);
    expect(collector(value)).toContain(kind);
    expect(collector('')).not.toContain(kind);
  });

  test('of Tempo: routes of Gateway API, of the kind that they have', () => {
    expect(permitted('tempo', '{route: {main: {enabled: true}}}')).toContain('gateway.networking.k8s.io/HTTPRoute');
    expect(permitted('tempo', '{gateway: {enabled: true, route: {main: {enabled: true, kind: GRPCRoute}}}}')).toContain(
      'gateway.networking.k8s.io/GRPCRoute',
    );
    const query = 'route: {main: {enabled: true, kind: TLSRoute}}';
    expect(permitted('tempo', `{queryFrontend: {query: {enabled: true}, ${query}}}`)).toContain('gateway.networking.k8s.io/TLSRoute');
    for (const part of [`queryFrontend: {${query}}`, `gateway: {${query}}`])
      expect(permitted('tempo', `{${part}}`)).not.toContain('gateway.networking.k8s.io/TLSRoute');
    expect(permitted('tempo', '{route: {main: {enabled: false}}}').filter((kind) => kind.startsWith('gateway.'))).toEqual([]);
  });

  test('of Traefik: the class of its Gateway, by the value of its release', () => {
    const traefik = (chart: string, values: string) =>
      permitted('traefik', '{}', `traefik: {chart: ${chart}, via: release, values: {${values}}}\n`);
    const on = (above: string) => `${above}: {kubernetesGateway: {enabled: true}}`;
    const kind = 'gateway.networking.k8s.io/GatewayClass';
    expect(traefik('37.4.0', on('providers'))).toContain(kind);
    expect(traefik('37.4.0', on('experimental'))).not.toContain(kind);
    expect(traefik('28.3.0', on('experimental'))).toContain(kind);
    expect(traefik('37.4.0', '')).not.toContain(kind);
  });
});

test('a value turns a kind on if Helm takes it for true', () => {
  const kinds = [['a.b', 'apps/Deployment']] as const;
  const on = (b: unknown) => turnedOnKinds({ a: { b } }, kinds);
  expect([on('yes'), on(1)]).toEqual([['apps/Deployment'], ['apps/Deployment']]);
  expect([on(0), on(''), on(null), on({})]).toEqual([[], [], [], []]);
});

test('a kind of several routes is there once', () => {
  const route = { enabled: true };
  expect(routeKinds({ route: { a: route, b: route } }, ['route'])).toEqual(['gateway.networking.k8s.io/HTTPRoute']);
});
