import { said, synthesizeWith } from '../../../test/synthesis';
import { collectorReleases } from '../releases';

const stack = (values: string, { chart = collectorReleases.newest } = {}) =>
  synthesizeWith(`collector: {chart: ${chart}, values: {${values}}}
`);
const messages = (...given: Parameters<typeof stack>) => said(stack(...given)).map((line) => line.replace(/^\S*clusters\S+ /, ''));
const AT = 'collector.values.alternateConfig';
const NO_START = 'so the collector does not start';
const pipelines = (text: string, more = '') => `alternateConfig: {${more}service: {pipelines: {${text}}}}`;

describe('newer charts give components their new names', () => {
  const uses = (defined: string, used: string, more = '') =>
    `${more}${pipelines(`traces: {processors: [${used}, batch]}`, `processors: {${defined}: {}}, `)}`;
  const undefinedOf = (name: string, fix = 'define it, or remove it') =>
    `${AT}.service.pipelines.traces.processors: pipeline traces uses processor ${name}, which is not defined, ${NO_START}; ${fix}`;

  test('the processor of the chart has both from 0.160.0', () => {
    const values = pipelines('traces: {processors: [k8s_attributes, batch]}');
    expect(messages(values, { chart: '0.159.2' })).toEqual([undefinedOf('k8s_attributes')]);
    expect(messages(values, { chart: '0.160.0' })).toEqual([]);
  });

  test('another one too', () => {
    for (const [defined = '', used = ''] of [
      ['k8s_attributes/own', 'k8sattributes/own'],
      ['k8sattributes/own', 'k8s_attributes/own'],
    ]) {
      expect(messages(uses(defined, used), { chart: '0.159.2' })).toEqual([undefinedOf(used, `use ${defined}`)]);
      expect(messages(uses(defined, used), { chart: '0.160.0' })).toEqual([]);
      expect(messages(uses(defined, used))).toEqual([]);
    }
    expect(messages(uses('k8s_attributes/own', 'k8sattributes/other'))).toEqual([
      undefinedOf('k8sattributes/other', 'use k8s_attributes/own'),
    ]);
  });

  test.each([
    ['0.160.0', 'rewriteDeprecatedProcessorNames'],
    ['0.162.0', 'rewriteDeprecatedComponentNames'],
  ])('unless a value of %s turns it off', (chart, value) => {
    const off = `${value}: false, `;
    expect(messages(off + pipelines('traces: {processors: [k8s_attributes, batch]}'), { chart })).toEqual([undefinedOf('k8s_attributes')]);
    expect(messages(off + pipelines('traces: {processors: [k8sattributes, batch]}'), { chart })).toEqual([]);
    expect(messages(uses('k8s_attributes/own', 'k8sattributes/own', off), { chart })).toEqual([
      undefinedOf('k8sattributes/own', 'use k8s_attributes/own'),
    ]);
  });

  test('and a receiver of logs, from 0.168.0', () => {
    const logs = pipelines('logs: {receivers: [file_log/a], exporters: [debug]}', 'receivers: {filelog/a: {}}, exporters: {debug: {}}, ');
    expect(messages(logs, { chart: '0.167.0' })).toEqual([expect.stringContaining('uses receiver file_log/a, which is not defined')]);
    expect(messages(logs, { chart: '0.168.0' })).toEqual([]);
  });
});

describe('a processor twice is refused, unless the chart drops the second one', () => {
  const twice = (pipeline: string, processors = 'batch, batch') =>
    pipeline === 'traces'
      ? pipelines(`traces: {processors: [${processors}]}`)
      : pipelines(`${pipeline}: {receivers: [otlp], processors: [${processors}], exporters: [debug]}`, 'exporters: {debug: {}}, ');
  const refused = (pipeline: string, processor = 'batch') =>
    `${AT}.service.pipelines.${pipeline}.processors: pipeline ${pipeline} has processor ${processor} more than once, ${NO_START}; remove it here, or use one of another name`;

  test.each([
    ['0.159.2', 'traces/own', '', 'batch, batch', ['batch']],
    ['0.159.2', 'traces', 'presets: {kubernetesAttributes: {enabled: false}}, ', 'batch, batch', ['batch']],
    ['0.159.2', 'traces', '', 'k8sattributes, batch, batch', ['batch']],
    ['0.159.2', 'traces', '', 'memory_limiter, batch, batch', []],
    ['0.160.0', 'traces/own', '', 'batch, batch', []],
    ['0.160.0', 'traces/own', 'rewriteDeprecatedProcessorNames: false, ', 'batch, batch', ['batch']],
    ['0.170.0', 'traces', '', 'k8sattributes, batch, k8s_attributes, batch', []],
  ])('%s: %s %s[%s]', (chart, pipeline, more, processors, expected) => {
    expect(messages(more + twice(pipeline, processors), { chart })).toEqual(expected.map((each) => refused(pipeline, each)));
  });
});
