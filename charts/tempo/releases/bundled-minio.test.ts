import { helmValuesOf, ofComponent, said, synthesizeText } from '../../../test/synthesis';

const LABELS = { team: 'a' };
const ANNOTATIONS = { owner: 'b' };
const MONITOR = 'metrics: {serviceMonitor: {enabled: true}}';

const stack = (chart: string, minio: string, more = '') =>
  synthesizeText(`
domain: example.org
metadata: {labels: {team: a}, annotations: {owner: b}}
gitops: {repoURL: "https://git.example.org/t.git"}
${more}
tempo: {chart: ${chart}, receivers: [otlp-grpc], values: {minio: {${minio}}}}
minio: {bundled: {existingSecret: root}}
`);
const minioOf = (...args: Parameters<typeof stack>) => helmValuesOf<{ minio: object }>(stack(...args)).minio;
const unreached = (kind: 'labels' | 'annotations', ...args: Parameters<typeof stack>) =>
  said(stack(...args), 'note').flatMap(
    (line) => new RegExp(`metadata\\.${kind}: do not reach (.*) of minio in tempo-distributed`).exec(line)?.[1] ?? [],
  );

test.each([
  ['1.4.8', { metrics: { serviceMonitor: { additionalLabels: LABELS } }, updatePrometheusJob: { podAnnotations: ANNOTATIONS } }],
  ['1.53.0', { metrics: { serviceMonitor: { additionalLabels: LABELS, annotations: ANNOTATIONS } } }],
  ['1.54.0', { metrics: { serviceMonitor: { additionalLabels: LABELS } } }],
])('what lets Prometheus read the MinIO of %s has labels and annotations where it has values for them', (chart, expected) => {
  expect(minioOf(chart, MONITOR)).toMatchObject(expected);
  expect(minioOf(chart, '')).not.toHaveProperty('metrics');
  expect(minioOf(chart, '')).not.toHaveProperty('updatePrometheusJob');
});

test('from 1.54.0 on, its ServiceMonitor is only for the metrics of each node', () => {
  const annotations = ['metrics', 'serviceMonitor', 'annotations'];

  expect(minioOf('1.54.0', MONITOR)).not.toHaveProperty(annotations);
  expect(minioOf('1.54.0', 'metrics: {serviceMonitor: {enabled: true, includeNode: true}}')).toHaveProperty(annotations, ANNOTATIONS);
});

test('its Ingresses have them too', () => {
  const ingresses = { ingress: { labels: LABELS, annotations: ANNOTATIONS }, consoleIngress: { labels: LABELS, annotations: ANNOTATIONS } };

  expect(minioOf('2.26.2', 'ingress: {enabled: true}, consoleIngress: {enabled: true}')).toMatchObject(ingresses);
  expect(minioOf('2.26.2', '')).not.toHaveProperty('ingress');
  expect(minioOf('2.26.2', '')).not.toHaveProperty('consoleIngress');
});

test.each([
  ['annotations', '2.26.2', '', 'ConfigMap and ServiceAccount'],
  ['annotations', '2.26.2', MONITOR, 'ConfigMap, Probe and ServiceAccount'],
  ['annotations', '1.53.0', MONITOR, 'ConfigMap and ServiceAccount'],
  [
    ...['annotations', '1.4.8', MONITOR],
    'ConfigMap, Deployment, Job, PersistentVolumeClaim, Role, RoleBinding, ServiceAccount and ServiceMonitor',
  ],
  ['annotations', '2.26.2', 'podDisruptionBudget: {enabled: true}', 'ConfigMap, PodDisruptionBudget and ServiceAccount'],
  ['labels', '2.26.2', MONITOR, 'ConfigMap, Job, PersistentVolumeClaim, Service and ServiceAccount'],
] as ['annotations' | 'labels', string, string, string][])(
  'a note names what %s do not reach in %s with {%s}',
  (kind, chart, values, kinds) => {
    expect(unreached(kind, chart, values)).toEqual([kinds]);
  },
);

test.each([
  ['2.26.2', MONITOR, true],
  ['2.26.2', '', false],
  ['1.53.0', MONITOR, false],
])('the project permits its Probe: %s {%s}', (chart, values, isPermitted) => {
  const { namespaceResourceWhitelist } = ofComponent(stack(chart, values), 'AppProject', 'tempo').spec as {
    namespaceResourceWhitelist: { group: string; kind: string }[];
  };
  const probe = { group: 'monitoring.coreos.com', kind: 'Probe' };

  expect(namespaceResourceWhitelist).toEqual(isPermitted ? expect.arrayContaining([probe]) : expect.not.arrayContaining([probe]));
});

test('the project permits the namespace of its monitor', () => {
  const elsewhere = stack('2.26.2', 'metrics: {serviceMonitor: {enabled: true, namespace: monitoring}}');

  expect((ofComponent(elsewhere, 'AppProject', 'tempo').spec as { destinations: object[] }).destinations).toContainEqual(
    expect.objectContaining({ namespace: 'monitoring' }),
  );
});

test('a note names its Jobs without a priority as the chart does', () => {
  const note = (...args: Parameters<typeof stack>) => said(stack(...args), 'note').find((line) => line.includes('does not reach'));
  const scheduling = 'scheduling: {priorityClassName: high}';

  expect(note('2.26.2', 'policies: [{name: a, statements: []}]', scheduling)).toContain(
    'Job tempo-minio-make-bucket-job and Job tempo-minio-make-policies-job',
  );
  expect(note('1.4.8', MONITOR, scheduling)).toContain('Job tempo-minio-make-bucket-job and Job tempo-minio-update-prometheus-secret');
});

test('its Job with the token for Prometheus is outside of the mesh, in which it would never be complete', () => {
  const outside = { podAnnotations: { 'linkerd.io/inject': 'disabled' } };

  expect(minioOf('1.4.8', MONITOR)).toMatchObject({ updatePrometheusJob: outside });
  expect(minioOf('1.53.0', MONITOR)).not.toHaveProperty('updatePrometheusJob');
});

test.each([
  ['chart: 3.3.0', 'pin tempo.chart 2.26.2 or older, or install MinIO separately and set tempo.storage'],
  ['monolithic: 2.2.4', 'install MinIO separately and set tempo.storage'],
])('a chart without it is refused: %s', (pinned, fix) => {
  const text = `
domain: example.org
gitops: {repoURL: "https://git.example.org/t.git"}
tempo: {${pinned}, receivers: [otlp-grpc]}
minio: {bundled: {existingSecret: root}}
`;
  expect(said(synthesizeText(text), 'error')).toContainEqual(expect.stringMatching(new RegExp(`has no MinIO; ${fix}$`)));
});
