import { at } from '../../../lib/yaml/parsed';
import { helmValuesOf, said, synthesizeText } from '../../../test/synthesis';

const text = (pin: string, values: string) => `
domain: example.org
metadata: {labels: {team: a}, annotations: {owner: b}}
gitops: {repoURL: "https://git.example.org/t.git"}
tempo:
  ${pin}
  receivers: [otlp-grpc]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  values: ${values}
`;
const notes = (pin: string, values: string, kind: string) =>
  said(synthesizeText(text(pin, values)), 'note').flatMap(
    (line) => new RegExp(`metadata\\.${kind}: do not reach (.*) of tempo`).exec(line)?.[1] ?? [],
  );
const HOSTS = 'hosts: [{host: tempo.example.org, paths: [{path: /, pathType: Prefix}]}]';
const GATEWAY = `gateway: {enabled: true, autoscaling: {enabled: true}, ingress: {enabled: true, ${HOSTS}}`;
const KEDA = '{compactor: {autoscaling: {enabled: true, keda: {enabled: true, triggers: [{type: prometheus, metadata: {}}]}}}}';

test.each([
  ['2.26.2', '{}', 'ConfigMap and PodDisruptionBudget'],
  ['2.26.2', `{${GATEWAY}}}`, 'ConfigMap, HorizontalPodAutoscaler and PodDisruptionBudget'],
  ['2.26.2', '{gateway: {autoscaling: {enabled: true}}}', 'ConfigMap and PodDisruptionBudget'],
  ['2.26.2', '{rbac: {create: true}}', 'ConfigMap, PodDisruptionBudget, Role and RoleBinding'],
  ['2.26.2', '{compactor: {autoscaling: {enabled: true}}}', 'ConfigMap and PodDisruptionBudget'],
  [
    '2.26.2',
    '{compactor: {autoscaling: {enabled: true, hpa: {enabled: true}}}}',
    'ConfigMap, HorizontalPodAutoscaler and PodDisruptionBudget',
  ],
  ['1.38.3', '{gateway: {enabled: true}}', 'ConfigMap, Deployment and PodDisruptionBudget'],
  ['1.39.0', '{gateway: {enabled: true, basicAuth: {enabled: true}}}', 'ConfigMap, PodDisruptionBudget and Secret'],
  ['1.39.0', '{gateway: {enabled: true, basicAuth: {enabled: true, existingSecret: a}}}', 'ConfigMap and PodDisruptionBudget'],
  ['1.16.0', KEDA, 'ConfigMap, PodDisruptionBudget, ScaledObject and Service'],
  ['2.21.4', KEDA, 'ConfigMap, PodDisruptionBudget and ScaledObject'],
  ['2.22.0', KEDA, 'ConfigMap and PodDisruptionBudget'],
  ['2.26.2', '{configStorageType: Secret}', 'ConfigMap, PodDisruptionBudget and Secret'],
  ['2.26.2', '{configStorageType: ConfigMap}', 'ConfigMap and PodDisruptionBudget'],
  ['1.7.0', '{metaMonitoring: {grafanaAgent: {enabled: true}}}', 'ConfigMap, PodDisruptionBudget, Secret and Service'],
])('annotations do not reach what tempo-distributed %s makes with %s', (chart, values, kinds) => {
  expect(notes(`chart: ${chart}`, values, 'annotations')).toEqual([kinds]);
});

test('labels reach all of it where the chart has a value for all objects', () => {
  const kinds = 'ConfigMap, Deployment, HorizontalPodAutoscaler, PodDisruptionBudget, Service and StatefulSet';

  expect(notes('chart: 1.53.1', `{${GATEWAY}}}`, 'labels')).toEqual([kinds]);
  expect(notes('chart: 1.53.2', `{${GATEWAY}}}`, 'labels')).toEqual([]);
  expect(notes('chart: 1.10.0', `{${GATEWAY}}}`, 'labels')).toEqual([expect.stringContaining('Ingress')]);
});

test('a ScaledObject has those of all objects, or those of its part, which its workload has twice then', () => {
  expect(notes('chart: 1.53.1', KEDA, 'labels')).toEqual([expect.stringContaining('ScaledObject')]);
  expect(notes('chart: 2.21.4', KEDA, 'labels')).toEqual([]);
  expect(notes('chart: 2.22.0', KEDA, 'labels')).toEqual(['ScaledObject']);
  expect(notes('chart: 2.22.0', KEDA.replace(/triggers: .*?\}\]/, 'triggers: []'), 'labels')).toEqual([]);
});

test('routes of Gateway API that are on have annotations by their names', () => {
  const routes = '{a: {enabled: true}, b: {enabled: false}}';
  const valuesAt = (chart: string) =>
    helmValuesOf(
      synthesizeText(
        text(`chart: ${chart}`, `{route: ${routes}, gateway: {enabled: true, route: ${routes}}, queryFrontend: {route: ${routes}}}`),
      ),
    );
  const reached = { a: { enabled: true, annotations: { owner: 'b' } }, b: { enabled: false } };

  expect(valuesAt('2.13.0')).toMatchObject({ route: reached, gateway: { route: reached } });
  expect(valuesAt('2.13.0')).not.toHaveProperty('route.b.annotations');
  expect(valuesAt('2.13.0')).not.toHaveProperty('queryFrontend.route.a.annotations');
  expect(valuesAt('2.12.1')).not.toHaveProperty('route.a.annotations');
});

test.each([
  ['1.40.0', '{serviceMonitor: {enabled: true}}', 'Deployment, Role, RoleBinding, Service, ServiceAccount and ServiceMonitor'],
  ['1.40.0', '{}', 'Deployment, Role, RoleBinding and ServiceAccount'],
  ['2.26.2', '{serviceMonitor: {enabled: true}}', 'ClusterRole, ClusterRoleBinding, CustomResourceDefinition, Role and RoleBinding'],
])('labels do not reach these of the rollout-operator of %s with %s', (chart, values, kinds) => {
  const rollout = `{rollout_operator: ${values.replace('{', '{enabled: true, ')}}`;

  expect(said(synthesizeText(text(`chart: ${chart}`, rollout)), 'note')).toContainEqual(
    expect.stringContaining(`metadata.labels: do not reach ${kinds} of rollout-operator in`),
  );
});

test('the NetworkPolicy of the chart tempo has no value for labels', () => {
  expect(notes('monolithic: 2.2.4', '{networkPolicy: {enabled: true}}', 'labels')).toEqual(['ConfigMap, NetworkPolicy and StatefulSet']);
  expect(notes('monolithic: 2.2.4', '{}', 'labels')).toEqual(['ConfigMap and StatefulSet']);
});

test('an Ingress and a PrometheusRule have them by their own values', () => {
  const values = helmValuesOf(synthesizeText(text('chart: 1.40.0', `{${GATEWAY}}, prometheusRule: {enabled: true}}`)));

  expect(values).toMatchObject({
    gateway: { ingress: { labels: { team: 'a' }, annotations: { owner: 'b' } } },
    prometheusRule: { labels: { team: 'a' }, annotations: { owner: 'b' } },
  });
  expect(values).not.toHaveProperty('ingress');
  const single = helmValuesOf(synthesizeText(text('monolithic: 2.2.4', '{tempoQuery: {enabled: true, ingress: {enabled: true}}}')));
  expect(single).toMatchObject({ tempoQuery: { ingress: { labels: { team: 'a' }, annotations: { owner: 'b' } } } });
});

describe('an Ingress has annotations only where the release makes it', () => {
  const ofIngress = (chart: string, values: string, part: string): unknown =>
    at(helmValuesOf(synthesizeText(text(`chart: ${chart}`, values))), ...part.split('.'), 'ingress', 'annotations');
  const ON = `ingress: {enabled: true, tls: [], ${HOSTS}}`;

  test.each([
    ['2.23.4', `{queryFrontend: {query: {enabled: true}, ${ON}}}`, { owner: 'b' }],
    ['1.4.2', `{queryFrontend: {query: {enabled: true}, ${ON}}}`, { owner: 'b' }],
    ['1.2.10', `{queryFrontend: {query: {enabled: true}, ${ON}}}`, undefined],
    ['2.23.4', `{queryFrontend: {${ON}}}`, undefined], // leads to tempo-query, which is off
  ])('that of tempo-query: %s with %s', (chart, values, expected) => {
    expect(ofIngress(chart, values, 'queryFrontend')).toEqual(expected);
  });

  test.each([
    ['1.40.0', { owner: 'b' }],
    ['1.39.3', undefined],
  ])('that of the microservices: %s', (chart, expected) => {
    const values = helmValuesOf(synthesizeText(text(`chart: ${chart}`, '{ingress: {enabled: true, paths: {distributor: []}}}')));
    expect(at(values, 'ingress', 'annotations')).toEqual(expected);
  });
});
