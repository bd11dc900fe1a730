import { said, synthesizeText } from '../test/synthesis';

const HEAD = 'domain: example.org\ngitops: {repoURL: "https://git.example.org/t.git"}\n';
const tempo = (pin: string, values = '{}') =>
  `tempo: {${pin}, receivers: [otlp-grpc, otlp-http, zipkin], persistence: {}, storage: {bucket: traces, endpoint: s3.example.org}, credentials: {existing: {}}, values: ${values}}\n`;
const errors = (stack: string) => said(synthesizeText(HEAD + stack));
const DISTRIBUTED = 'chart: 2.26.2';
const SINGLE = 'monolithic: 2.2.4';
const BEHIND = /by which Services, workloads and network policies select these pods; remove it, or use another label$/;

test.each([
  [DISTRIBUTED, 'tempo: {podLabels: {app.kubernetes.io/name: own}}', 'app.kubernetes.io/name: tempo'],
  [DISTRIBUTED, 'tempo: {podLabels: {app.kubernetes.io/component: own}}', 'app.kubernetes.io/component'],
  [DISTRIBUTED, 'distributor: {podLabels: {app.kubernetes.io/component: querier}}', 'app.kubernetes.io/component: distributor'],
  [DISTRIBUTED, 'queryFrontend: {podLabels: {app.kubernetes.io/instance: own}}', 'app.kubernetes.io/instance: tempo'],
  [DISTRIBUTED, 'ingester: {podLabels: {app.kubernetes.io/part-of: own}}', 'app.kubernetes.io/part-of: memberlist'],
  [DISTRIBUTED, 'ingester: {zoneAwareReplication: {enabled: true}, podLabels: {zone: own}}', 'zone'],
  [DISTRIBUTED, 'defaults: {podLabels: {app.kubernetes.io/name: own}}', 'app.kubernetes.io/name: tempo'],
  [DISTRIBUTED, 'global: {commonLabels: {app.kubernetes.io/instance: own}}', 'app.kubernetes.io/instance: tempo'],
  [DISTRIBUTED, 'rollout_operator: {podLabels: {app.kubernetes.io/name: own}}', 'app.kubernetes.io/name: rollout-operator'],
  [SINGLE, 'podLabels: {app.kubernetes.io/name: own}', 'app.kubernetes.io/name: tempo'],
  [SINGLE, 'extraLabels: {app.kubernetes.io/instance: own}', 'app.kubernetes.io/instance: tempo'],
])('with tempo.%s, {%s} is refused', (pin, values, label) => {
  const found = errors(tempo(pin, `{${values}}`));

  expect(found).toEqual([expect.stringMatching(BEHIND)]);
  expect(found[0]).toContain(`would replace ${label}, by which`);
});

test.each([
  [DISTRIBUTED, 'tempo: {podLabels: {team: own, app.kubernetes.io/name: tempo}}'],
  [DISTRIBUTED, 'distributor: {podLabels: {app.kubernetes.io/component: distributor}}'],
  [DISTRIBUTED, 'ingester: {podLabels: {zone: own}}'],
  [DISTRIBUTED, 'distributor: {service: {labels: {app.kubernetes.io/part-of: own}}}'],
  [SINGLE, 'podLabels: {app: own}'],
])('with tempo.%s, {%s} is not', (pin, values) => {
  expect(errors(tempo(pin, `{${values}}`))).toEqual([]);
});

test("labels of the chart's own MinIO are those of its subchart", () => {
  const bundled = (labels: string) =>
    errors(
      `tempo: {chart: 2.26.2, receivers: [otlp-grpc], values: {minio: {podLabels: {${labels}}}}}\nminio: {bundled: {existingSecret: root}}\n`,
    );

  expect(bundled('release: own')).toEqual([expect.stringMatching(/would replace release: tempo, by which/)]);
  expect(bundled('team: own')).toEqual([]);
});

test.each([
  ['traefik: {chart: 27.0.2, values: {deployment: {podLabels: {app.kubernetes.io/name: own}}}}', /app\.kubernetes\.io\/name: traefik, by/],
  ['traefik: {chart: 27.0.2, values: {commonLabels: {app.kubernetes.io/instance: own}}}', /app\.kubernetes\.io\/instance, by/],
  ['vulture: {chart: 0.13.1, values: {podLabels: {app.kubernetes.io/name: own}}}', /app\.kubernetes\.io\/name: tempo-vulture, by/],
  ['collector: {chart: 0.145.0, values: {podLabels: {component: own}}}', /component, by/],
])('%s is refused', (stack, message) => {
  expect(errors(`${tempo('chart: 2.23.4')}${stack}\n`)).toEqual([expect.stringMatching(message)]);
});
