import { said, synthesizeText } from '../../test/synthesis';

const notes = (component: string, chart: string, values: string, kind: string) => {
  const via = component === 'traefik' ? ', via: release' : '';
  const text = `
domain: example.org
metadata: {labels: {team: a}, annotations: {owner: b}}
gitops: {repoURL: "https://git.example.org/t.git"}
tempo: {monolithic: 2.2.4, receivers: [otlp-grpc, otlp-http, zipkin], storage: {bucket: traces, endpoint: s3.example.org}, credentials: {existing: {}}}
${component}: {chart: ${chart}${via}, values: ${values}}
`;
  return said(synthesizeText(text), 'note').flatMap(
    (line) => new RegExp(`metadata\\.${kind}: do not reach (.*) of (?:traefik|opentelemetry)`).exec(line)?.[1] ?? [],
  );
};
const SCALED = '{autoscaling: {enabled: true}, podDisruptionBudget: {enabled: true}, persistence: {enabled: true}}';

test.each([
  ['traefik', '23.0.1', '{}', 'ClusterRole, ClusterRoleBinding, IngressClass and ServiceAccount'],
  [
    ...['traefik', '23.0.1', SCALED],
    'ClusterRole, ClusterRoleBinding, IngressClass, ServiceAccount, HorizontalPodAutoscaler, PodDisruptionBudget and PersistentVolumeClaim',
  ],
  [
    ...['collector', '0.110.3', SCALED],
    'ClusterRole, ClusterRoleBinding, ConfigMap, Deployment, HorizontalPodAutoscaler, PodDisruptionBudget, Service and ServiceAccount',
  ],
] as [string, string, string, string][])('labels do not reach what %s %s makes with %s', (component, chart, values, kinds) => {
  expect(notes(component, chart, values, 'labels')).toEqual([kinds]);
});

test.each([
  ['traefik', '41.3.0', '{}', 'ClusterRole, ClusterRoleBinding and IngressClass'],
  ['traefik', '41.3.0', SCALED, 'ClusterRole, ClusterRoleBinding, IngressClass, HorizontalPodAutoscaler and PodDisruptionBudget'],
  ['collector', '0.170.0', '{}', 'ConfigMap'],
  ['collector', '0.170.0', SCALED, 'ConfigMap, HorizontalPodAutoscaler and PodDisruptionBudget'],
])('annotations do not reach what %s %s makes with %s', (component, chart, values, kinds) => {
  expect(notes(component, chart, values, 'annotations')).toEqual([kinds]);
});
