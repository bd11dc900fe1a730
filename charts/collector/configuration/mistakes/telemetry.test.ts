import { said, synthesizeWith } from '../../../../test/synthesis';
import { collectorReleases } from '../../releases';

const mistakes = (telemetry: string) =>
  said(
    synthesizeWith(`collector: {chart: ${collectorReleases.newest}, values: {alternateConfig: {service: {telemetry: ${telemetry}}}}}
`),
  ).map((line) => line.replace(/^.*service\.telemetry\.(\S+): /, '$1: '));

test.each([
  ['{logs: {level: trace}}', 'logs.level: "trace" is not', 'use debug, info, warn, error, dpanic, panic or fatal'],
  ['{logs: {level: inof}}', 'logs.level: "inof" is not', 'did you mean info?'],
  ['{logs: {encoding: text}}', 'logs.encoding: "text" is not', 'use console or json'],
  ['{metrics: {level: high}}', 'metrics.level: "high" is not', 'use none, basic, normal or detailed'],
  ['{traces: {level: on-demand}}', 'traces.level: "on-demand" is not', 'use none, basic, normal or detailed'],
])('%s has a value that no collector knows', (telemetry, problem, fix) => {
  expect(mistakes(telemetry)).toEqual([expect.stringMatching(`^${problem} a value of .*, so the collector does not start; .*$`)]);
  expect(mistakes(telemetry)[0]).toContain(`; ${fix}`);
});

test.each([
  '{logs: {level: Warn}}',
  '{logs: {level: "${env:LOG_LEVEL}"}}',
  '{metrics: {level: NONE}}',
  '{traces: {level: basic}}',
  '{logs: {level: -1}}',
])('%s is accepted', (telemetry) => {
  expect(mistakes(telemetry)).toEqual([]);
});
