import { ofComponent, synthesizeText } from '../../../test/synthesis';

const HEAD = 'domain: example.org\ngitops: {repoURL: "https://git.example.org/t.git", argocd: 3.5}\n';
const STORAGE = 'storage: {bucket: traces, endpoint: s3.example.org}, credentials: {existing: {}}';
const project = (values: string, chart = '2.26.2', more = '') =>
  ofComponent(
    synthesizeText(`${HEAD}tempo: {chart: ${chart}, receivers: [otlp-grpc], persistence: {}, ${STORAGE}, values: {${values}}${more}}\n`),
    'AppProject',
    'tempo',
  ).spec as { clusterResourceWhitelist: { kind: string; name: string }[]; destinations: { namespace: string }[] };
/** `ClusterRole tempo`, without the namespace of the stack. */
const cluster = (...args: Parameters<typeof project>) =>
  project(...args)
    .clusterResourceWhitelist.map(({ kind, name }) => `${kind} ${name}`)
    .filter((text) => text !== 'Namespace tracing');

const ROLLOUT = 'rollout_operator: {enabled: true}';
const OPERATOR = 'metaMonitoring: {grafanaAgent: {installOperator: true}}';
const AGENTS = 'metaMonitoring: {grafanaAgent: {enabled: true}}';
const ROLES = ['ClusterRole', 'ClusterRoleBinding'];

test('the project permits nothing of subcharts that are off', () => {
  expect(cluster('')).toEqual([]);
  expect(cluster('rollout_operator: {enabled: false}')).toEqual([]);
});

test('the project permits what the rollout-operator renders', () => {
  expect(cluster(ROLLOUT)).toEqual([
    'MutatingWebhookConfiguration prepare-downscale-tracing',
    'ValidatingWebhookConfiguration no-downscale-tracing',
    'ValidatingWebhookConfiguration pod-eviction-tracing',
    'ValidatingWebhookConfiguration zpdb-validation-tracing',
    'CustomResourceDefinition replicatemplates.rollout-operator.grafana.com',
    'CustomResourceDefinition zoneawarepoddisruptionbudgets.rollout-operator.grafana.com',
    'ClusterRole tempo-rollout-operator-webhook-clusterrole',
    'ClusterRoleBinding tempo-rollout-operator-webhook-clusterrolebinding',
  ]);
});

test('the project permits what the Agent Operator renders', () => {
  const permitted = cluster(OPERATOR);

  expect(permitted).toEqual(expect.arrayContaining(ROLES.map((kind) => `${kind} tempo-grafana-agent-operator`)));
  expect(permitted.filter((text) => text.startsWith('CustomResourceDefinition'))).toHaveLength(8);
  expect(permitted).toHaveLength(10);
});

test('the project permits the roles of agents', () => {
  expect(cluster(AGENTS)).toEqual(ROLES.map((kind) => `${kind} tempo-grafana-agent`));
});

test('the rollout-operator has nothing of the cluster before 1.48.0', () => {
  expect(cluster(ROLLOUT, '1.47.3')).toEqual([]);
  expect(cluster(ROLLOUT, '1.48.0')).toHaveLength(8);
});

test.each([
  ['rollout_operator: {enabled: true, webhooks: {enabled: false}}', '2.26.2', 2],
  ['rollout_operator: {enabled: true, webhooks: {enabled: null}}', '2.26.2', 2],
  ['rollout_operator: {enabled: true, webhooks: {enabled: 0}}', '2.26.2', 2],
  ['rollout_operator: {enabled: true, webhooks: {enabled: ""}}', '2.26.2', 2],
  ['rollout_operator: {enabled: true, webhooks: {enabled: "false"}}', '2.26.2', 8],
  // A condition, which only a truth value changes.
  ['rollout_operator: {enabled: true, crds: {enabled: 0}}', '2.26.2', 8],
  [`${OPERATOR}, grafana-agent-operator: {rbac: {create: ""}}`, '2.26.2', 8],
  ['rollout_operator: {enabled: true, crds: {enabled: false}}', '2.26.2', 6],
  ['rollout_operator: {enabled: true, crds: {enabled: false}}', '2.17.10', 8],
  [`${OPERATOR}, grafana-agent-operator: {rbac: {create: false}}`, '2.26.2', 8],
])('with %s at %s, the project permits %i objects', (values, chart, expected) => {
  expect(cluster(values, chart)).toHaveLength(expected);
});

test.each([
  [ROLLOUT, '', 'prod-rollout-operator-webhook-clusterrole'],
  [ROLLOUT, ', fullnameOverride: traces', 'prod-rollout-operator-webhook-clusterrole'],
  [AGENTS, '', 'prod-tempo-grafana-agent'],
  [AGENTS, ', fullnameOverride: traces', 'traces-grafana-agent'],
  ['rollout_operator: {enabled: true, nameOverride: prod}', '', 'prod-webhook-clusterrole'],
  ['rollout_operator: {enabled: true, fullnameOverride: own}', '', 'own-webhook-clusterrole'],
])('of the release prod, {%s%s} names its role %s', (values, names, expected) => {
  expect(cluster(values, '2.26.2', `, releaseName: prod${names}`)).toContain(`ClusterRole ${expected}`);
});

test('both sides of a migration are permitted', () => {
  const values = `{${ROLLOUT.replace('true', 'true, webhooks: {enabled: false}')}, ${OPERATOR}}`;
  const migration = `kafka: {address: "kafka.queue:9092"}, releaseName: tempo3, migration: {from: 2.26.2, stage: switched, values: ${values}}`;
  const permitted = cluster(AGENTS, '3.3.0', `, ${migration}`);

  expect(permitted).toEqual(expect.arrayContaining(ROLES.map((kind) => `${kind} tempo-grafana-agent-operator`)));
  expect(permitted).toEqual(expect.arrayContaining(ROLES.map((kind) => `${kind} tempo3-grafana-agent`)));
});

test('the project permits the namespaces that subcharts write to', () => {
  const namespaces = (values: string) => project(values).destinations.map(({ namespace }) => namespace);

  expect(namespaces(`${ROLLOUT}, ${AGENTS}`)).toEqual(['tracing']);
  expect(namespaces('rollout_operator: {enabled: true, serviceMonitor: {enabled: true, namespace: monitors}}')).toEqual([
    'monitors',
    'tracing',
  ]);
  expect(namespaces('rollout_operator: {enabled: true, serviceMonitor: {namespace: monitors}}')).toEqual(['tracing']);
  expect(namespaces('metaMonitoring: {grafanaAgent: {enabled: true, namespace: agents}}')).toEqual(['agents', 'tracing']);
});
