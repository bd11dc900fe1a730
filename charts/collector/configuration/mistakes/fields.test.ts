import { said, synthesizeWith } from '../../../../test/synthesis';
import { collectorReleases } from '../../releases';
import { unknownFields } from './fields';

const messages = (processors: string, chart = collectorReleases.newest) =>
  said(
    synthesizeWith(`collector: {chart: ${chart}, values: {alternateConfig: {processors: {${processors}}}}}
`),
  ).map((line) => line.replace(/^\S*clusters\S+ collector\.values\.alternateConfig\.processors\./, ''));

test.each([
  ['batch: {send_batch_sise: 100}', 'batch.send_batch_sise: processor batch has no field send_batch_sise', 'did you mean send_batch_size?'],
  ['memory_limiter: {limit: 80}', 'memory_limiter.limit: processor memory_limiter has no field limit', 'remove it'],
  [
    'k8sattributes: {pod_asociation: []}',
    'k8sattributes.pod_asociation: processor k8sattributes has no field pod_asociation',
    'did you mean pod_association?',
  ],
  [
    'tail_sampling/own: {policies: [], decision_waits: 10s}',
    'tail_sampling/own.decision_waits: processor tail_sampling/own has no field decision_waits',
    'did you mean decision_wait?',
  ],
])('%s: no release has that field', (processors, problem, fix) => {
  for (const chart of ['0.110.7', '0.140.0', collectorReleases.newest])
    expect(messages(processors, chart)).toEqual([`${problem}, so the collector does not start; ${fix}`]);
});

test.each([
  'batch: {timeout: 1s, metadata_keys: [tenant]}',
  'k8sattributes: {auth_type: serviceAccount, extract: {metadata: [k8s.pod.name]}}',
  'attributes/own: {anything: 1}',
])('%s is accepted', (processors) => {
  expect(messages(processors)).toEqual([]);
});

test('an unknown version, and one that is newer than those of the table, may have others', () => {
  expect(unknownFields({ batch: { own: 1 } }, undefined)).toEqual([]);
  expect(unknownFields({ batch: { own: 1 } }, '0.999.0')).toEqual([]);
  expect(unknownFields({ batch: { own: 1 } }, '0.120.0')).toHaveLength(1);
});
