import { helmValuesOf, said, synthesizeText } from '../../test/synthesis';

const text = (team: string, { tempo = 'chart: 2.26.2', more = '', helm = 'application' } = {}) => `
domain: example.org
metadata: {labels: {team: a, stage: "1"}}
monitoring: {labels: {team: ${team}, prometheus: own}}
kubernetes: {version: "1.34", apis: [monitoring.coreos.com/v1]}
gitops: {repoURL: "https://git.example.org/t.git", helm: ${helm}}
tempo:
  ${tempo}
  receivers: [otlp-grpc, jaeger-grpc, otlp-http, zipkin]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
${more}`;
const labelsAt = (synthesis: ReturnType<typeof synthesizeText>, path: string, component = 'tempo') =>
  path.split('.').reduce<unknown>((values, key) => (values as Record<string, unknown>)?.[key], helmValuesOf(synthesis, component));
const BOTH = { team: 'b', prometheus: 'own', stage: '1' };

const [TEMPO, MONOLITHIC] = ['metaMonitoring.serviceMonitor.labels', 'serviceMonitor.additionalLabels'];
const TRAEFIK = 'metrics.prometheus.serviceMonitor.additionalLabels';
const COMPONENTS: Readonly<Record<string, string>> = {
  vulture: 'vulture: {chart: VERSION}\n',
  traefik: 'traefik: {chart: VERSION, via: release}\n',
  collector: 'collector: {chart: VERSION}\n',
};
const of = (component: string, version: string) =>
  component === 'tempo' ? { tempo: version } : { more: COMPONENTS[component]?.replace('VERSION', version) };

test.each([
  ['tempo', 'chart: 1.53.1', TEMPO],
  ['tempo', 'monolithic: 2.2.4', MONOLITHIC],
  ['vulture', '0.5.0', 'serviceMonitor.labels'],
  ['traefik', '23.0.1', TRAEFIK],
  ['collector', '0.110.3', 'serviceMonitor.extraLabels'],
])('where both are in one map of the values of %s %s, the label of monitoring wins', (component, version, path) => {
  const synthesis = synthesizeText(text('b', { tempo: 'monolithic: 2.2.4', ...of(component, version) }));

  expect(said(synthesis, 'error')).toEqual([]);
  expect(labelsAt(synthesis, path, component)).toMatchObject(BOTH);
});

test.each([
  ['tempo', 'chart: 1.53.2', TEMPO, 'tempo-distributed 1.53.2'],
  ['tempo', 'chart: 2.26.2', TEMPO, 'tempo-distributed 2.26.2'],
  ['vulture', '0.6.0', 'serviceMonitor.labels', 'tempo-vulture 0.6.0'],
  ['vulture', '0.13.1', 'podMonitor.labels', 'tempo-vulture 0.13.1'],
  ['traefik', '23.1.0', TRAEFIK, 'traefik 23.1.0'],
  ['collector', '0.110.7', 'serviceMonitor.extraLabels', 'opentelemetry-collector 0.110.7'],
])('the monitor of %s %s gets a label once, because everything has it', (component, version, path, chart) => {
  const synthesized = (team: string) => synthesizeText(text(team, { tempo: 'monolithic: 2.2.4', ...of(component, version) }));

  expect(said(synthesized('a'), 'error')).toEqual([]);
  expect(labelsAt(synthesized('a'), path, component)).toEqual({ prometheus: 'own' });
  expect(said(synthesized('b'), 'error')).toEqual([]);
  expect(said(synthesized('b'), 'warning')).toEqual([
    `clusters/test.yaml:4:29 monitoring.labels.team: b differs from metadata.labels.team (line 3), and a monitor of ${chart} has both, of which only one counts; use the same value, or another key`,
  ]);
});

test('the values of a Traefik that is installed elsewhere have no metadata', () => {
  const synthesis = synthesizeText(text('b', { tempo: 'monolithic: 2.2.4', more: 'traefik: {chart: 27.0.2}\n' }));
  const [, values] = [...synthesis.files].find(([name]) => name.endsWith('values/traefik.yaml')) ?? [];

  expect(said(synthesis, 'error')).toEqual([]);
  expect(values).toContain('team: b');
});

test('without labels of its own, a monitor has none in the values', () => {
  const synthesis = synthesizeText(text('a').replace(', prometheus: own', ''));

  expect(labelsAt(synthesis, 'metaMonitoring.serviceMonitor')).toEqual({ enabled: true });
});
