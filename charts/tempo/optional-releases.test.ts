import { helmValuesOf, said, synthesizeText } from '../../test/synthesis';

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
const GATEWAY = 'gateway: {enabled: true, autoscaling: {enabled: true}, ingress: {enabled: true}';

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
])('annotations do not reach what tempo-distributed %s makes with %s', (chart, values, kinds) => {
  expect(notes(`chart: ${chart}`, values, 'annotations')).toEqual([kinds]);
});

test('labels reach all of it where the chart has a value for all objects', () => {
  const kinds = 'ConfigMap, Deployment, HorizontalPodAutoscaler, PodDisruptionBudget, Service and StatefulSet';

  expect(notes('chart: 1.53.1', `{${GATEWAY}}}`, 'labels')).toEqual([kinds]);
  expect(notes('chart: 1.53.2', `{${GATEWAY}}}`, 'labels')).toEqual([]);
  expect(notes('chart: 1.10.0', `{${GATEWAY}}}`, 'labels')).toEqual([expect.stringContaining('Ingress')]);
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
