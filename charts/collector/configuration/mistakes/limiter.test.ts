import { helmValuesOf, said, synthesizeWith } from '../../../../test/synthesis';
import { collectorReleases } from '../../releases';

const POLICIES = 'policies: [{name: all, type: always_sample}]';
const stack = (collector: string) =>
  synthesizeWith(`collector: {chart: ${collectorReleases.newest}, ${collector}}
`);
const messages = (collector: string) => said(stack(collector)).map((line) => line.replace(/^\S*clusters\S+ /, ''));
const limiter = (text: string, name = 'memory_limiter') => `values: {alternateConfig: {processors: {${name}: ${text}}}}`;
const NO_START = 'so the collector does not start';

test.each([
  ['{check_interval: 0s}', `has no check_interval, ${NO_START}; set check_interval`],
  ['{limit_percentage: 0}', `has no limit_percentage, ${NO_START}; set limit_percentage or limit_mib`],
  [
    '{limit_percentage: 20}',
    `has a spike_limit_percentage that is not below its limit_percentage, ${NO_START}; set a lower spike_limit_percentage`,
  ],
  [
    '{limit_mib: 400, spike_limit_mib: 500}',
    `has a spike_limit_mib that is not below its limit_mib, ${NO_START}; set a lower spike_limit_mib`,
  ],
  ['{limit_percentage: 120}', `has limit_percentage 120, which is above 100, ${NO_START}; set a lower limit_percentage`],
  [
    '{limit_mib: 400, spike_limit_percentage: 101}',
    `has spike_limit_percentage 101, which is above 100, ${NO_START}; set a lower spike_limit_percentage`,
  ],
  [
    '{min_gc_interval_when_soft_limited: 5s, min_gc_interval_when_hard_limited: 6s}',
    `has a min_gc_interval_when_soft_limited of 5s, which is shorter than its min_gc_interval_when_hard_limited of 6s, ${NO_START}; set a longer min_gc_interval_when_soft_limited, or a shorter min_gc_interval_when_hard_limited`,
  ],
  [
    '{min_gc_interval_when_soft_limited: 1m}',
    `has a max_gc_interval_when_soft_limited of 30s, which is shorter than its min_gc_interval_when_soft_limited of 1m, ${NO_START}; set a longer max_gc_interval_when_soft_limited, or a shorter min_gc_interval_when_soft_limited`,
  ],
  [
    '{max_gc_interval_when_soft_limited: 20s}',
    `has a max_gc_interval_when_soft_limited of 20s, which is shorter than its max_gc_interval_when_hard_limited of 30s, ${NO_START}; set a longer max_gc_interval_when_soft_limited, or a shorter max_gc_interval_when_hard_limited`,
  ],
])('%s is refused in both tiers', (text, problem) => {
  const key = 'alternateConfig.processors.memory_limiter: processor memory_limiter';
  expect(messages(limiter(text))).toEqual([`collector.values.${key} ${problem}`]);
  expect(messages(`tailSampling: {${POLICIES}, ${limiter(text)}}`)).toEqual([`collector.tailSampling.values.${key} ${problem}`]);
});

test.each([
  '{limit_mib: 400}',
  '{check_interval: 1s}',
  '{limit_percentage: 0, limit_mib: 400}',
  '{limit_percentage: 100}',
  '{limit_mib: 400, spike_limit_mib: 100}',
  '{limit_percentage: "${env:PERCENTAGE}"}',
  '{min_gc_interval_when_soft_limited: 1m, max_gc_interval_when_soft_limited: 0s}',
  '{min_gc_interval_when_soft_limited: "${env:INTERVAL}"}',
])('%s is accepted, because the rest is that of this stack', (text) => {
  expect(messages(limiter(text))).toEqual([]);
});

test('null is refused', () => {
  expect(messages(limiter('null'))).toEqual([expect.stringContaining(`processor memory_limiter has no check_interval, ${NO_START}`)]);
});

test('a limiter of the own values has nothing of this stack', () => {
  expect(messages(limiter('{}', 'memory_limiter/b'))).toEqual([
    `collector.values.alternateConfig.processors.memory_limiter/b: processor memory_limiter/b has no check_interval, ${NO_START}; set check_interval`,
  ]);
  expect(messages(limiter('{check_interval: 1s, limit_mib: 400}', 'memory_limiter/b'))).toEqual([]);
  expect(messages(limiter('"${file:/conf/limiter.yaml}"', 'memory_limiter/b'))).toEqual([]);
});

test('older collectors have no longest interval', () => {
  const values = limiter('{min_gc_interval_when_soft_limited: 1m}');
  const of = (chart: string) => said(synthesizeWith(`collector: {chart: ${chart}, ${values}}\n`));
  expect(of('0.164.1')).toEqual([]);
  expect(of('0.165.0')).toEqual([expect.stringContaining('max_gc_interval_when_soft_limited of 30s, which is shorter')]);
});

describe('a limiter that does not protect the pod is a warning', () => {
  const warnings = (collector: string) => said(stack(collector), 'warning').map((line) => line.replace(/^\S*clusters\S+ /, ''));
  const AT = 'collector.values.alternateConfig.processors.memory_limiter: processor memory_limiter';
  const resources = (text: string) => `values: {resources: {${text}}}`;

  test('at or above the limit of the container', () => {
    for (const mib of [512, 1000])
      expect(warnings(limiter(`{limit_mib: ${mib}, spike_limit_mib: 100}`))).toEqual([
        `${AT} has a limit_mib of ${mib}, and the container a memory limit of 512Mi, at which it is killed first; set a lower limit_mib, or limit_percentage instead`,
      ]);
    expect(warnings(limiter('{limit_mib: 511, spike_limit_mib: 100}'))).toEqual([]);
    expect(
      warnings('values: {resources: {limits: {memory: 2Gi}}, alternateConfig: {processors: {memory_limiter: {limit_mib: 1000}}}}'),
    ).toEqual([]);
  });

  test('a share of the memory of the node', () => {
    for (const text of ['limits: {memory: null}', 'limits: null']) {
      const found = stack(resources(text));
      expect(said(found)).toEqual([]);
      expect(said(found, 'warning')).toEqual([
        expect.stringMatching(
          /collector\.values\.resources\.limits\S*: processor memory_limiter has a limit_percentage of 80, which counts the memory of the node, because the container has no memory limit; set a memory limit of the container, or limit_mib$/,
        ),
      ]);
    }
  });

  test('one in no pipeline protects nothing', () => {
    expect(warnings(limiter('{check_interval: 1s, limit_mib: 1000}', 'memory_limiter/b'))).toEqual([]);
  });
});

test('a null below resources removes the default of this stack, which the chart does not have', () => {
  const values = helmValuesOf<{ resources: object }>(
    stack('values: {resources: {limits: {memory: null}, requests: {cpu: null}}}'),
    'collector',
  );
  expect(values.resources).toEqual({ requests: { memory: '128Mi' }, limits: {} });
});
