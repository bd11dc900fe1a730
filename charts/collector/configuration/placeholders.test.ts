import { said, synthesizeWith } from '../../../test/synthesis';
import { collectorReleases } from '../releases';

const messages = (values: string) =>
  said(
    synthesizeWith(`collector: {chart: ${collectorReleases.newest}, values: {${values}}}
`),
  ).map((line) => line.replace(/^\S*clusters\S+ /, ''));
const AT = 'collector.values.alternateConfig';
const NO_START = 'so the collector does not start';
const pipelines = (text: string, more = '') => `alternateConfig: {${more}service: {pipelines: {${text}}}}`;

describe('what a variable or a file gives is not judged', () => {
  const TRACES = 'traces: {exporters: [otlphttp/tempo, "${env:EXPORTER}"]}';

  test.each([
    ['the name of a component', pipelines(TRACES)],
    ['a list of names', pipelines('logs: {receivers: [otlp], exporters: "${env:EXPORTERS}"}')],
    ['a pipeline', pipelines('logs: "${file:/conf/logs.yaml}"')],
    ['the definitions of processors', pipelines('traces: {processors: [attributes/own]}', 'processors: "${file:/conf/processors.yaml}", ')],
    ['a name from the values', pipelines('logs: {receivers: [otlp], exporters: [debug]}', 'exporters: {"{{ .Values.own }}": {}}, ')],
    ['the other side of a connector', pipelines(TRACES, 'connectors: {count: {}}, ').replace('"$', 'count, "$')],
    ['settings of an exporter', 'alternateConfig: {exporters: {otlp/other: "${file:/conf/otlp.yaml}"}}'],
    ['an extension', 'alternateConfig: {exporters: {otlphttp/tempo: {auth: {authenticator: "${env:AUTH}"}}}}'],
    ['a list of extensions', 'alternateConfig: {service: {extensions: "${env:EXTENSIONS}"}}'],
    ['the settings of health_check', 'alternateConfig: {extensions: {health_check: "${file:/conf/health.yaml}"}}'],
    ['the port of health_check', 'alternateConfig: {extensions: {health_check: {endpoint: "0.0.0.0:{{ .Values.own }}"}}}'],
    [
      'the exporters for a preset',
      `presets: {logsCollection: {enabled: true}}, ${pipelines('logs: {receivers: [otlp], exporters: "${env:EXPORTERS}"}')}`,
    ],
  ])('%s', (_what, values) => {
    expect(messages(values)).toEqual([]);
  });

  test('but what is written beside it', () => {
    expect(messages(pipelines(TRACES.replace(']', ', debug]')))).toEqual([
      `${AT}.service.pipelines.traces.exporters: pipeline traces uses exporter debug, which is not defined, ${NO_START}; define it, or remove it`,
    ]);
    expect(messages('alternateConfig: {exporters: {otlp/other: {compression: "${env:COMPRESSION}"}}}')).toEqual([
      `${AT}.exporters.otlp/other: exporter otlp/other has no endpoint, ${NO_START}; set it, or remove the exporter`,
    ]);
  });
});
