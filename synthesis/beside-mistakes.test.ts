import * as yaml from 'yaml';
import type { ClusterFile } from '../charts/cluster-file';
import type { Finding } from '../lib/findings/finding';
import { acrossFiles } from '../lib/findings/grouped';
import { lineOf, severityLabel } from '../lib/findings/sentence';
import type { Path } from '../lib/yaml/parsed';
import { readTestFile, synthesizeText } from '../test/synthesis';
import { besideMistakes } from './beside-mistakes';
import { synthesize } from './synthesize';

/** Traefik and emojivoto send by receivers that are off, whatever else is in the file. */
const FILE = `domain: example.org
gitops: { repoURL: "https://git.example.org/tracing.git" }
tempo:
  chart: 2.23.4
  receivers: [otlp-grpc]
  storage: { bucket: traces, endpoint: s3.example.org }
  credentials: { existing: {} }
  persistence: {}
traefik: { chart: 27.0.2 }
emojivoto: {}
`;
const ZIPKIN = 'traefik: sends its spans by zipkin, which tempo.receivers';
const OPENCENSUS = 'emojivoto: sends its spans by opencensus, which tempo.receivers';

function said(...replacements: [from: string, to: string][]): string[] {
  const text = replacements.reduce((old, [from, to]) => old.replace(from, to), FILE);
  const { findings } = synthesizeText(text);
  return findings.filter(({ severity }) => severity !== 'note').map((finding) => severityLabel(finding) + lineOf(finding));
}
const containing = (...parts: string[]) => parts.map((part) => expect.stringContaining(part));

test('without a mistake, both are reported', () => {
  expect(said()).toEqual(containing(OPENCENSUS, ZIPKIN));
});

test.each<[string, string, string, string]>([
  ['an unknown key', 'persistence: {}', 'persistence: {}\n  disk: 10Gi', 'tempo.disk: unknown key'],
  ['an unknown key at the top', 'domain:', 'ingress: 1\ndomain:', 'ingress: unknown key'],
  ['a misspelt key', 'persistence:', 'persistance:', 'tempo.persistance: unknown key; did you mean persistence?'],
  ['a misspelt required key', 'domain:', 'domian:', 'domian: unknown key; did you mean domain?'],
  ['a misspelt key with a version', 'git" }', 'git", argcd: 2.10 }', 'gitops.argcd: unknown key; did you mean argocd?'],
  ['a wrong value of an optional key', 'persistence: {}', 'persistence: { size: 10 GB }', 'tempo.persistence.size: "10 GB" is not a size'],
  ['a wrong choice', 'git" }', 'git", sync: auto }', 'gitops.sync: "auto" is not a valid value'],
  ['a wrong value of a required key', 'example.org\ngitops', 'Example\ngitops', 'domain: "Example" is not a domain'],
  ['a missing key', 'bucket: traces, ', '', 'tempo.storage.bucket: missing'],
])('%s does not hide them', (_what, from, to, mistake) => {
  expect(said([from, to])).toEqual(containing(mistake, OPENCENSUS, ZIPKIN));
});

test('two mistakes do not hide them either', () => {
  expect(said(['domain:', 'domian:'], ['persistence: {}', 'persistence: { size: 10 GB }'])).toHaveLength(4);
});

test.each<[string, string, string, string]>([
  ['the list that may have the receiver', '[otlp-grpc]', '[otlp-grcp]', 'tempo.receivers: "otlp-grcp" is not a valid value'],
  ['the release that decides', 'traefik: { chart: 27.0.2', 'traefik: { chart: 27', 'traefik.chart: '],
  ['a part that may be removed', '{ chart: 27.0.2 }', '[]', 'traefik: must be a map of keys'],
  ['keys that exclude each other', '2.23.4', '2.23.4\n  monolithic: 2.2.4', 'tempo.monolithic: cannot be used together with chart'],
])('nothing that depends on a mistake is reported: %s', (_what, from, to, mistake) => {
  const [first = '', ...others] = said([from, to]);
  expect(first).toContain(mistake);
  expect(others.join('\n')).not.toContain(ZIPKIN);
});

test('what a key in a wrong place has is not missing: it may be what the file means', () => {
  const [generator, uid] = ['metricsGenerator: { remoteWrite: "http://prometheus:9090/api/v1/write" }', 'uid: prometheus'];
  const misplaced = (...parts: string[]) => said(['emojivoto: {}', parts.join('\n')]);
  expect(misplaced(generator, `grafana: { prometheus: { ${uid} } }`)).toEqual(containing('metricsGenerator: unknown key'));
  expect(misplaced('metricsGenerater: {}', `grafana: { prometheus: { ${uid} } }`)).toEqual(containing('metricsGenerater: unknown key'));
  expect(misplaced('apis: [monitoring.coreos.com/v1]', 'monitoring: {}')).toEqual(containing(' apis: unknown key'));
});

test('nothing is said of the unlikely corrections where the likely one takes more of them', () => {
  const azures = '{ azures: { container: traces, account: acct }, region: eu-west-1, bucket: traces }';
  const identity = 'identity: { workloadIdentity: 11111111-2222-3333-4444-555555555555 }';
  const storage = (written: string): string[] =>
    said(['{ bucket: traces, endpoint: s3.example.org }', written], ['existing: {}', identity]);
  expect(storage(azures)).toEqual(containing('tempo.storage.azures: unknown key'));
  expect(storage(azures.replace('azures', 'azure')).join('\n')).not.toContain('credentials/');
});

test('a file that the cluster file only may be, and that cannot be judged, hides no mistake', () => {
  const found = { rule: 'x/y', severity: 'error', place: { file: 'a.yaml' }, problem: 'wrong', fix: 'correct it' } as const;
  const configs = [{}, {}] as ClusterFile[];
  const judged = (judge: (config: ClusterFile) => Finding[]) =>
    besideMistakes(() => ({ configs, keys: [] }), { judge, effort: { left: 9 }, file: 'a.yaml' });
  expect(judged(() => [found])).toEqual([found]);
  const failing = (config: ClusterFile) => {
    if (config === configs[1]) throw new Error('cannot be judged');
    return [found];
  };
  expect(judged(failing)).toEqual([]);
});

test('of many files, only so many are judged, and the others are named', () => {
  const text = FILE.replace('persistence: {}', 'persistence: {}\n  disk: 10Gi');
  const sources = Array.from({ length: 1000 }, (_, index) => ({ name: `c${index}`, file: `clusters/c${index}.yaml`, text }));

  const { findings } = synthesize(sources, {});

  const judged = new Set(findings.filter((finding) => lineOf(finding).includes(ZIPKIN)).map(({ place }) => place.file));
  const notes = findings.filter(({ severity }) => severity === 'note');
  expect(judged.size).toBeGreaterThan(100);
  expect(notes.length + judged.size).toBe(1000);
  expect(acrossFiles(notes).map(lineOf)).toEqual([
    expect.stringMatching(/^clusters\/c\d+\.yaml:1:1 file \(also in \d+ other files\): has mistakes, so the rest of it was not checked/),
  ]);
});

test('a misspelt acceptance accepts, and one with a mistake may accept anything', () => {
  const accept = (keys: string): [string, string] => ['emojivoto: {}', `emojivoto: {}\n${keys}`];
  const rule = 'cluster/missing-receiver';
  expect(said(accept(`acept: [{ rule: ${rule}, reason: later }]`)).join('\n')).not.toContain(ZIPKIN);
  expect(said(accept(`accept: [{ rule: ${rule} }]`))).toEqual(containing('accept.reason: missing'));
});

describe('a file with one mistake at any place has no finding that it has not without it', () => {
  type Mutation = (file: yaml.Document, path: Path) => void;
  const renamed =
    (name: (key: string) => string): Mutation =>
    (file, path) => {
      const value = file.getIn(path, true);
      file.deleteIn(path);
      file.setIn([...path.slice(0, -1), name(String(path.at(-1)))], value);
    };
  const moved =
    (depth: number): Mutation =>
    (file, path) => {
      const value = file.getIn(path, true);
      file.deleteIn(path);
      file.setIn([...path.slice(0, depth), ...path.slice(-1)], value);
    };
  const mutations: readonly (readonly [string, Mutation])[] = [
    ['misspelt', renamed((key) => key.replace(/(.)(.)$/, '$2$1'))],
    ['a level too high', moved(-2)],
    ['at the top', moved(0)],
    ['unknown', renamed(() => 'qqqqqqqqqq')],
    ['text', (file, path) => file.setIn(path, 'A b{{')],
    ['a number', (file, path) => file.setIn(path, -7.5)],
  ];
  const pathsIn = (value: unknown, path: Path = []): Path[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, item]) => [[...path, key], ...pathsIn(item, [...path, key])])
      : [];
  const withoutLines = (text: string) => text.replace(/^\S+ /, '').replaceAll(/ \(line \d+\)/g, '');
  const isMistake = ({ rule }: Finding) => rule.startsWith('cluster-file/');
  const findingsIn = (file: yaml.Document) => synthesizeText(yaml.stringify(file.toJS())).findings;

  test.each(['clusters/otlp.yaml', 'invalid/linkerd-opencensus-off.yaml', 'invalid/gcs-with-s3-keys.yaml', 'invalid/kafka-tls.yaml'])(
    '%s',
    (name) => {
      const parsed = () => yaml.parseDocument(readTestFile(name));
      const usual = new Set(findingsIn(parsed()).map((finding) => withoutLines(lineOf(finding))));
      const strange: string[] = [];
      let reported = 0;
      for (const path of pathsIn(parsed().toJS()))
        for (const [what, mutate] of mutations) {
          const file = parsed();
          mutate(file, path);
          const findings = findingsIn(file);
          if (!findings.some((finding) => finding.severity === 'error' && isMistake(finding))) continue;
          for (const finding of findings.filter((each) => !isMistake(each))) {
            reported++;
            if (!usual.has(withoutLines(lineOf(finding)))) strange.push(`${path.join('.')} ${what}: ${lineOf(finding)}`);
          }
        }
      expect(strange).toEqual([]);
      expect(reported).toBeGreaterThan(0);
    },
  );
});
