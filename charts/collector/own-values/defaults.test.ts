import { helmValuesOf, said, synthesizeText } from '../../../test/synthesis';
import { collectorReleases } from '../releases';

/** With an Argo CD whose Helm removes the default of a value that is null. */
const stack = (values: string) =>
  synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc, otlp-http]
  storage: {bucket: traces, endpoint: "s3.example.org:9000"}
  credentials: {existing: {}}
  persistence: {}
collector: {chart: ${collectorReleases.newest}, values: {${values}}}
`);

const message = (path: string) =>
  `${path}: null removes the default, and opentelemetry-collector ${collectorReleases.newest} does not render without it; remove this null, or write a value`;

test.each([
  ['serviceMonitor: null', 'serviceMonitor'],
  ['serviceMonitor: {enabled: null}', 'serviceMonitor.enabled'],
  ['presets: {kubernetesAttributes: null}', 'presets.kubernetesAttributes'],
  ['rollout: {strategy: null}', 'rollout.strategy'],
  ['ports: {metrics: {enabled: null}}', 'ports.metrics.enabled'],
])('%s removes what the chart needs', (values, path) => {
  const lines = said(stack(values)).map((line) => line.replace(/^\S*clusters\S+ collector\.values\./, ''));

  expect(lines).toContain(message(path));
});

test('a null that removes no default of the chart is left out, and one that does stays', () => {
  const synthesis = stack(
    'service: {clusterIP: null, type: null}, livenessProbe: {failureThreshold: null}, ingress: {hosts: null}, startupProbe: {httpGet: {port: 13133, path: null}}, networkPolicy: {annotations: null}',
  );

  expect(said(synthesis).filter((line) => line.includes('collector.values'))).toEqual([]);
  expect(helmValuesOf(synthesis, 'collector')).toMatchObject({
    service: { type: null },
    ...{ livenessProbe: {}, ingress: {}, startupProbe: { httpGet: { port: 13133 } } },
    networkPolicy: { annotations: null },
  });
  expect(JSON.stringify(helmValuesOf(synthesis, 'collector'))).not.toMatch(/"(clusterIP|failureThreshold|hosts|path)":null/);
});

test('a null in an item of a list stays, so it must fit', () => {
  const lines = said(stack('ingress: {tls: [{secretName: null}]}'));

  expect(lines.join()).toMatch('ingress.tls.secretName: must be text, not null, because opentelemetry-collector');
});
