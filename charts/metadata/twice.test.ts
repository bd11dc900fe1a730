import { said, synthesizeText } from '../../test/synthesis';

const MONOLITHIC = 'monolithic: 2.2.4';
const text = (tempo: string, values = '{}', more = '', monitoring = 'monitoring: {labels: {release: own}}') => `
domain: example.org
metadata: {labels: {team: a}}
${monitoring}
kubernetes: {version: "1.34", apis: [monitoring.coreos.com/v1]}
gitops: {repoURL: "https://git.example.org/t.git"}
tempo:
  ${tempo}
  receivers: [otlp-grpc, jaeger-grpc, otlp-http, zipkin]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  values: ${values}
${more}`;
const warned = (cluster: string) =>
  said(synthesizeText(cluster), 'warning').flatMap((line) => /(\S+): is a label that ([\w.]+) \(/.exec(line)?.slice(1).join(' ') ?? []);
const nested = (path: string) => path.split('.').reduceRight((value, step) => `{${step}: ${value}}`, 'b');

test.each([
  ['chart: 2.26.2', 'metaMonitoring.serviceMonitor.labels.team', 'metadata'],
  ['chart: 2.26.2', 'distributor.podLabels.team', 'metadata'],
  ['chart: 2.26.2', 'tempo.podLabels.team', 'metadata'],
  ['chart: 2.26.2', 'global.labels.team', 'metadata'],
  ['chart: 2.26.2', 'global.labels.release', 'monitoring'],
  ['chart: 2.26.2', 'global.commonLabels.release', 'monitoring'],
  ['chart: 1.53.1', 'distributor.podLabels.team', 'metadata'],
  [MONOLITHIC, 'extraLabels.team', 'metadata'],
  [MONOLITHIC, 'global.commonLabels.team', 'metadata'],
])('a label of the values of %s that is there twice is a warning: %s', (chart, path, other) => {
  expect(warned(text(chart, nested(path)))).toEqual([`tempo.values.${path} ${other}.labels.${path.split('.').at(-1)}`]);
});

test.each([
  ['chart: 2.26.2', 'global.commonLabels.team'],
  ['chart: 2.26.2', 'distributor.podLabels.other'],
  ['chart: 2.26.2', 'ingester.persistence.labels.team'],
  ['chart: 2.26.2', 'rollout_operator.podLabels.team'],
  ['chart: 1.53.1', 'metaMonitoring.serviceMonitor.labels.team'],
  ['chart: 1.53.1', 'tempo.podLabels.team'],
  ['chart: 1.53.1', 'global.commonLabels.release'],
  [MONOLITHIC, 'podLabels.team'],
  [MONOLITHIC, 'serviceMonitor.additionalLabels.team'],
  [MONOLITHIC, 'extraLabels.release'],
])('a label that %s writes once has no warning: %s', (chart, path) => {
  expect(warned(text(chart, nested(path)))).toEqual([]);
});

test.each([
  ['traefik', '27.0.2', 'metrics.prometheus.serviceMonitor.additionalLabels.team', 'metadata'],
  ['traefik', '27.0.2', 'commonLabels.release', 'monitoring'],
  ['vulture', '0.13.1', 'podLabels.team', 'metadata'],
  ['vulture', '0.13.1', 'global.commonLabels.release', 'monitoring'],
  ['collector', '0.170.0', 'prometheusRule.extraLabels.team', 'metadata'],
  ['collector', '0.170.0', 'additionalLabels.release', 'monitoring'],
])('a label that %s %s writes twice has a warning: %s', (component, chart, path, other) => {
  const via = component === 'traefik' ? ', via: release' : '';
  const own = `${component}: {chart: ${chart}${via}, values: ${nested(path)}}\n`;

  expect(warned(text(MONOLITHIC, '{}', own))).toEqual([`${component}.values.${path} ${other}.labels.${path.split('.').at(-1)}`]);
});

test.each([
  ['traefik', '23.0.1', 'service.labels.team'],
  ['vulture', '0.5.0', 'podLabels.team'],
  ['collector', '0.170.0', 'podLabels.team'],
  ['collector', '0.170.0', 'prometheusRule.defaultRules.additionalRuleLabels.team'],
])('%s %s has this one once: %s', (component, chart, path) => {
  const via = component === 'traefik' ? ', via: release' : '';

  expect(warned(text(MONOLITHIC, '{}', `${component}: {chart: ${chart}${via}, values: ${nested(path)}}\n`))).toEqual([]);
});

test('without monitoring, only labels of metadata are there twice', () => {
  expect(warned(text('chart: 2.26.2', '{global: {labels: {release: b, team: b}}}', '', ''))).toEqual([
    'tempo.values.global.labels.team metadata.labels.team',
  ]);
});

test('the message names both places and the way out', () => {
  expect(said(synthesizeText(text('chart: 2.26.2', nested('queryFrontend.service.labels.team'))), 'warning')).toEqual([
    'clusters/test.yaml:12:53 tempo.values.queryFrontend.service.labels.team: is a label that metadata.labels.team (line 3) sets too, and tempo-distributed 2.26.2 writes both, of which only one counts; remove it, or use another key',
  ]);
});
