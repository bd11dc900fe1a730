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
const ROUTED = `{${['ingress', 'httproute', 'podMonitor', 'prometheusRule', 'serviceMonitor', 'networkPolicy'].map((key) => `${key}: {enabled: true}`).join(', ')}}`;
const RULES = 'rules: [{alert: A, expr: up}]';
const MONITORED = `{metrics: {prometheus: {serviceMonitor: {jobLabel: a}, prometheusRule: {${RULES}}}}}`;
const MONITORED_BY_SWITCH = `{metrics: {prometheus: {serviceMonitor: {enabled: true}, prometheusRule: {enabled: true, ${RULES}}}}, providers: {file: {enabled: true}}, tlsOptions: {default: {sniStrict: true}}}`;

const HUB = '{hub: {token: a, apimanagement: {enabled: true}}}';
const PLUGIN = '{experimental: {localPlugins: {a: {moduleName: a, type: inlinePlugin}}}}';

test.each([
  ['traefik', '23.0.1', '{}', 'ClusterRole, ClusterRoleBinding, IngressClass and ServiceAccount'],
  [
    ...['traefik', '23.0.1', SCALED],
    'ClusterRole, ClusterRoleBinding, HorizontalPodAutoscaler, IngressClass, PersistentVolumeClaim, PodDisruptionBudget and ServiceAccount',
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
  ['traefik', '41.3.0', SCALED, 'ClusterRole, ClusterRoleBinding, HorizontalPodAutoscaler, IngressClass and PodDisruptionBudget'],
  ['traefik', '10.1.4', '{persistence: {enabled: true}}', 'ClusterRole, ClusterRoleBinding and PersistentVolumeClaim'],
  ['traefik', '10.1.5', '{persistence: {enabled: true}}', 'ClusterRole and ClusterRoleBinding'],
  ['traefik', '18.3.0', '{ingressClass: {enabled: true}}', 'ClusterRole, ClusterRoleBinding and IngressClass'],
  ['traefik', '28.3.0', MONITORED, 'ClusterRole, ClusterRoleBinding, IngressClass, PrometheusRule and ServiceMonitor'],
  [
    'traefik',
    '41.3.0',
    MONITORED_BY_SWITCH,
    'ClusterRole, ClusterRoleBinding, ConfigMap, IngressClass, PrometheusRule, ServiceMonitor and TLSOption',
  ],
  ['traefik', '36.0.0', HUB, 'ClusterRole, ClusterRoleBinding, IngressClass, MutatingWebhookConfiguration, Secret and the Services of Hub'],
  ['traefik', '37.1.0', HUB, 'ClusterRole, ClusterRoleBinding, IngressClass, Secret and the Services of Hub'],
  ['traefik', '37.4.0', PLUGIN, 'ClusterRole, ClusterRoleBinding, ConfigMap and IngressClass'],
  ['traefik', '37.4.0', PLUGIN.replace('inlinePlugin', 'hostPath'), 'ClusterRole, ClusterRoleBinding and IngressClass'],
  ['collector', '0.170.0', '{}', 'ConfigMap'],
  ['collector', '0.170.0', SCALED, 'ConfigMap, HorizontalPodAutoscaler and PodDisruptionBudget'],
  ['collector', '0.170.0', ROUTED, 'ConfigMap, HTTPRoute, PodMonitor, PrometheusRule and ServiceMonitor'],
])('annotations do not reach what %s %s makes with %s', (component, chart, values, kinds) => {
  expect(notes(component, chart, values, 'annotations')).toEqual([kinds]);
});
