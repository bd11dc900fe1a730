import { said, synthesizeWith } from '../../test/synthesis';
import { collectorReleases } from './releases';

const messages = (collector: string) =>
  said(
    synthesizeWith(`collector: {chart: ${collectorReleases.newest}, ${collector}}
`),
  ).map((line) => line.replace(/^\S*clusters\S+ /, ''));
const own = (config: string) => `values: {alternateConfig: {${config}}}`;
const second = (config: string) => `tailSampling: {policies: [{name: all, type: always_sample}], ${own(config)}}`;
const traces = (text: string) => `service: {pipelines: {traces: {${text}}}}`;
const NO_START = 'so the collector does not start';

test.each([
  ...['5', 'text', '[]'].map((written) => [
    own(`exporters: ${written}`),
    'exporters: would replace alternateConfig.exporters.otlphttp/tempo',
  ]),
  [own('receivers: 5'), 'receivers: would replace alternateConfig.receivers.otlp'],
  [own(traces('exporters: 5')), 'service.pipelines.traces.exporters: would replace alternateConfig.service.pipelines.traces.exporters.0'],
  [own(traces('exporters: []')), 'service.pipelines.traces.exporters: lacks otlphttp/tempo, which this stack sets; add it'],
  [own('processors: 5'), `processors: pipeline traces uses processor memory_limiter, which is not defined, ${NO_START}`],
  [own('extensions: 5'), `extensions: service.extensions lists health_check, which is not defined, ${NO_START}`],
  [own(traces('processors: [{a: 1}]')), 'service.pipelines.traces.processors: pipeline traces uses processor {"a":1}, which is not'],
])('%s is one mistake, where it is written', (collector, message) => {
  expect(messages(collector)).toEqual([expect.stringContaining(`collector.values.alternateConfig.${message}`)]);
});

test.each(['', ', processors: {tail_sampling/other: {policies: []}}'])('another sampler in the second tier is one mistake%s', (more) => {
  expect(messages(second(traces('processors: [memory_limiter, tail_sampling/other, batch]') + more))).toEqual([
    'collector.tailSampling.values.alternateConfig.service.pipelines.traces.processors: has tail_sampling/other in place of tail_sampling, so the policies of collector.tailSampling have no effect; use tail_sampling',
  ]);
});
