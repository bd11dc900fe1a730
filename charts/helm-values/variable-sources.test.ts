import { lineOf } from '../../lib/findings/sentence';
import { synthesize } from '../../synthesis/synthesize';

const tempo = (variables: string) => `domain: a.example.org
gitops: { repoURL: "https://git.example.org/tracing.git" }
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc]
  storage: { bucket: traces, endpoint: s3.example.org }
  credentials: { existing: {} }
  persistence: {}
  values:
    ingester:
      extraEnv:
        - ${variables}
`;
const VALUE = '{ name: LEVEL, value: "3" }';
const SOURCE = '{ name: LEVEL, valueFrom: { secretKeyRef: { name: own, key: level } } }';

function said(own: string, base?: string): string[] {
  const bases = base === undefined ? {} : { bases: [{ file: 'base/prod.yaml', text: tempo(base) }] };
  const text = base === undefined ? tempo(own) : `extends: ../base/prod.yaml\ntempo: { values: { ingester: { extraEnv: [${own}] } } }\n`;
  const { findings } = synthesize([{ name: 'a', file: 'clusters/a.yaml', text, ...bases }], {});
  return findings.filter(({ severity }) => severity === 'error').map(lineOf);
}

test('a source in the cluster file beside a value in a base is an error with both places, and the other way round', () => {
  expect(said(SOURCE, VALUE)).toEqual([
    'clusters/a.yaml:2:58 tempo.values.ingester.extraEnv.valueFrom: the API server refuses it beside tempo.values.ingester.extraEnv.value (line 12 of base/prod.yaml) of the same variable LEVEL; remove it, or move that one from base/prod.yaml to the clusters that use it',
  ]);
  expect(said(VALUE, SOURCE)).toEqual([
    'clusters/a.yaml:2:58 tempo.values.ingester.extraEnv.value: the API server refuses it beside tempo.values.ingester.extraEnv.valueFrom (line 12 of base/prod.yaml) of the same variable LEVEL; remove it, or move that one from base/prod.yaml to the clusters that use it',
  ]);
});

test('in one file it is an error too', () => {
  expect(said(SOURCE.replace('valueFrom', 'value: "3", valueFrom'))).toEqual([
    expect.stringMatching(/^clusters\/a\.yaml:12:38 tempo\.values\.ingester\.extraEnv\.valueFrom: .*\.extraEnv\.value \(line 12\) of /),
  ]);
});

test.each([
  ['two values', VALUE, VALUE],
  ['two sources', SOURCE, SOURCE],
  ['two variables', VALUE, SOURCE.replace('LEVEL', 'OTHER')],
  ['an empty value', VALUE.replace('"3"', '""'), SOURCE],
])('%s are merged', (_what, own, base) => {
  expect(said(own, base)).toEqual([]);
});

test('a null in the place of the value of a base is left to the API server, also below Argo CD 3.0, whose Helm does not merge lists', () => {
  expect(said(SOURCE.replace('valueFrom', 'value: null, valueFrom'), VALUE)).toEqual([]);
});
