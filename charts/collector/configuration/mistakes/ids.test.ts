import { said, synthesizeWith } from '../../../../test/synthesis';
import { collectorReleases } from '../../releases';

const AT = 'collector.values.alternateConfig';
const NO_START = 'so the collector does not start';
const messages = (configuration: string) =>
  said(
    synthesizeWith(`collector: {chart: ${collectorReleases.newest}, values: {alternateConfig: {${configuration}}}}
`),
  ).map((line) => line.replace(/^\S*clusters\S+ /, ''));

const NO_TYPE = `does not begin with a type, ${NO_START}; write a type of letters, digits and underscores, and a name only after a /`;
const NO_NAME = `has no name after the /, ${NO_START}; remove the /, or add a name`;
const NO_LETTER = `has a character in its name that no id may have, ${NO_START}; use letters, digits, hyphens, dots and underscores after the /`;

test.each([
  ['exporters: {debug/: {}}', `exporters.debug/: exporter debug/ ${NO_NAME}`],
  ['exporters: {my exporter: {}}', `exporters.my exporter: exporter my exporter ${NO_TYPE}`],
  ['receivers: {1otlp: {}}', `receivers.1otlp: receiver 1otlp ${NO_TYPE}`],
  ['processors: {/own: {}}', `processors./own: processor /own ${NO_TYPE}`],
  ['connectors: {span-metrics: {}}', `connectors.span-metrics: connector span-metrics ${NO_TYPE}`],
  ['extensions: {pprof/a b: {}}', `extensions.pprof/a b: extension pprof/a b ${NO_LETTER}`],
  ['exporters: {debug/a+b: {}}', `exporters.debug/a+b: exporter debug/a+b ${NO_LETTER}`],
  [
    'exporters: {debug: {}}, service: {pipelines: {traces/: {receivers: [otlp], exporters: [debug]}}}',
    `service.pipelines.traces/: pipeline traces/ ${NO_NAME}`,
  ],
  [
    'exporters: {debug/: {}}, service: {pipelines: {logs: {receivers: [otlp], exporters: [debug/]}}}',
    `exporters.debug/: exporter debug/ ${NO_NAME}`,
  ],
  [
    'exporters: {debug: {}}, service: {pipelines: {/logs: {receivers: [otlp], exporters: [debug]}}}',
    `service.pipelines./logs: pipeline /logs is not named after a signal, ${NO_START}; use traces/logs, metrics/logs or logs/logs`,
  ],
  [
    'exporters: {debug: {}}, service: {pipelines: {my own: {receivers: [otlp], exporters: [debug]}}}',
    `service.pipelines.my own: pipeline my own is not named after a signal, ${NO_START}; use traces/my-own, metrics/my-own or logs/my-own`,
  ],
])('%s has an id that the collector refuses', (configuration, message) => {
  expect(messages(configuration)).toEqual([`${AT}.${message}`]);
});

test.each([
  'exporters: {debug/a/b: {}, debug/a.b-c_d:e: {}, debug/ä: {}, "debug/ a": {}, "debug//": {}, debug/a&b: {}}',
  'exporters: {debug: {}}, service: {pipelines: {traces/a/b: {receivers: [otlp], exporters: [debug]}}}',
  'exporters: {"${env:EXPORTER}": {}, "{{ .Release.Name }}/": {}}',
])('%s is accepted', (configuration) => {
  expect(messages(configuration)).toEqual([]);
});
