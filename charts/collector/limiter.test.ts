import { said, synthesizeWith } from '../../test/synthesis';
import { collectorReleases } from './releases';

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
