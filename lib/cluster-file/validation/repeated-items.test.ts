import { said, synthesizeText } from '../../../test/synthesis';

const notes = (receivers: string) =>
  said(
    synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
kubernetes: {version: "1.34", apis: [monitoring.coreos.com/v1, monitoring.coreos.com/v1]}
tempo:
  chart: 2.23.4
  receivers: ${receivers}
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  values: {extraArgs: [a, a]}
`),
    'note',
  ).filter((line) => line.includes('in the list'));

test('a text that a list of the schema has twice is told, and works; lists in values may repeat', () => {
  const ofApis = 'clusters/test.yaml:3:64 kubernetes.apis: monitoring.coreos.com/v1 is in the list already; remove one of them';

  expect(notes('[otlp-http, otlp-grpc]')).toEqual([ofApis]);
  expect(notes('[otlp-http, otlp-grpc, otlp-http]')).toEqual([
    ofApis,
    'clusters/test.yaml:6:37 tempo.receivers: otlp-http is in the list already; remove one of them',
  ]);
});
