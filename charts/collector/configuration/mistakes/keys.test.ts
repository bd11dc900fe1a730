import { said, synthesizeWith } from '../../../../test/synthesis';
import { collectorReleases } from '../../releases';

const AT = 'collector.values.alternateConfig';
const NO_START = 'so the collector does not start';
const POLICY = 'policies: [{name: all, type: always_sample}]';
const messages = (configuration: string, key = (values: string) => `values: ${values}`) =>
  said(
    synthesizeWith(`collector: {chart: ${collectorReleases.newest}, ${key(`{alternateConfig: {${configuration}}}`)}}
`),
  ).map((line) => line.replace(/^\S*clusters\S+ /, ''));

test.each([
  ['exporter: {debug: {}}', `exporter: the configuration has no key exporter, ${NO_START}; did you mean exporters?`],
  ['Service: {}', `Service: the configuration has no key Service, ${NO_START}; did you mean service?`],
  [
    'x-defaults: {}',
    `x-defaults: the configuration has no key x-defaults, ${NO_START}; use receivers, processors, exporters, connectors, extensions or service`,
  ],
  ['service: {extension: [health_check]}', `service.extension: service has no key extension, ${NO_START}; did you mean extensions?`],
  ['service: {level: debug}', `service.level: service has no key level, ${NO_START}; use extensions, pipelines or telemetry`],
  [
    'service: {pipelines: {traces: {processor: [batch]}}}',
    `service.pipelines.traces.processor: pipeline traces has no key processor, ${NO_START}; did you mean processors?`,
  ],
  [
    'service: {telemetry: {log: {level: info}}}',
    `service.telemetry.log: service.telemetry has no key log, ${NO_START}; did you mean logs?`,
  ],
  [
    'service: {telemetry: {level: info}}',
    `service.telemetry.level: service.telemetry has no key level, ${NO_START}; use logs, metrics, traces or resource`,
  ],
  [
    'service: {telemetry: {logs: {encodings: json}}}',
    `service.telemetry.logs.encodings: service.telemetry.logs has no key encodings, ${NO_START}; did you mean encoding?`,
  ],
])('%s has an unknown key', (configuration, message) => {
  expect(messages(configuration)).toEqual([`${AT}.${message}`]);
});

test('an unknown key is told once, and not what is missing because of it', () => {
  const pipelines = (text: string) => `service: {pipelines: {${text}}}`;
  expect(messages(`exporter: {debug: {}}, ${pipelines('traces/own: {receivers: [otlp], exporters: [debug]}')}`)).toEqual([
    `${AT}.exporter: the configuration has no key exporter, ${NO_START}; did you mean exporters?`,
  ]);
  expect(messages(`exporters: {debug: {}}, ${pipelines('traces/own: {receivers: [otlp], exporter: [debug]}')}`)).toEqual([
    `${AT}.service.pipelines.traces/own.exporter: pipeline traces/own has no key exporter, ${NO_START}; did you mean exporters?`,
  ]);
});

test('the second tier has the same keys', () => {
  expect(messages('connector: {}', (values) => `tailSampling: {${POLICY}, values: ${values}}`)).toEqual([
    `collector.tailSampling.values.alternateConfig.connector: the configuration has no key connector, ${NO_START}; did you mean connectors?`,
  ]);
});

test.each([
  'connectors: {forward: {}}, extensions: {pprof: {}}, service: {telemetry: {logs: {level: DEBUG, encoding: json, initial_fields: {a: b}}, metrics: {level: Detailed}}}',
  'exporters: {debug: {}}, service: {pipelines: {logs: {receivers: [otlp], processors: [batch], exporters: [debug]}}}',
  'service: {pipelines: {logs: "${file:/conf/logs.yaml}"}}',
])('%s is accepted', (configuration) => {
  expect(messages(configuration)).toEqual([]);
});
