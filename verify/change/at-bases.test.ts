import { lineOf } from '../../lib/findings/sentence';
import { synthesize } from '../../synthesis/synthesize';
import { inTemporaryFolder } from '../../test/temporary-folder';
import { stackOf } from './between';
import { judgeOutputs } from './outputs';

inTemporaryFolder();

const BASE = `gitops: { repoURL: "https://git.example.org/tracing.git" }
tempo:
  chart: 2.23.4
  receivers: [otlp-grpc]
  size: ha
  retention: 336h
  storage: { endpoint: s3.example.org }
  credentials: { existing: {} }
  persistence:
    size: 10Gi
    storageClass: fast
`;

/** The files of a fleet. @param own what cluster c says below `tempo` */
const sourcesOf = (base: string, own = '') =>
  ['a', 'b', 'c'].map((name) => ({
    ...{ name, file: `clusters/${name}.yaml`, bases: [{ file: 'base/prod.yaml', text: base }] },
    text: `extends: ../base/prod.yaml\ndomain: ${name}.example.org\ntempo:\n  storage: { bucket: traces-${name} }\n${name === 'c' ? own : ''}`,
  }));

/** What is said about a change, with the clusters that it is said of. */
function told(before: string, after: string, own = '', ownBefore = own): string[] {
  const [old, now] = [sourcesOf(before, ownBefore), sourcesOf(after, own)].map((sources) => synthesize(sources, {}).clusters);
  const stacks = (outputs: typeof old = []) => outputs.map((output) => stackOf(output, '.'));
  const clusters = sourcesOf(after, own).map((source) => ({ name: source.name, source }));
  const changes = judgeOutputs({ before: stacks(old), after: stacks(now), clusters, out: 'dist' });
  const lines = changes.flatMap(({ name, findings }) =>
    findings.filter(({ severity }) => severity !== 'note').map((finding) => ({ name, line: lineOf(finding) })),
  );
  return [...new Set(lines.map(({ line }) => line))].map((line) => {
    const names = lines.filter((each) => each.line === line).map(({ name }) => name);
    return `${names.join(' ')}: ${line}`;
  });
}

test.each<[string, string, string, string]>([
  ['a shorter retention', 'retention: 336h', 'retention: 48h', 'base/prod.yaml:6:3 tempo.retention (in a, b and c): keeps traces for'],
  [
    'an added prefix',
    'storage: {',
    'storage: { prefix: x,',
    'base/prod.yaml:7:14 tempo.storage (in a, b and c): stores traces in prefix x',
  ],
  ['a smaller volume', '10Gi', '5Gi', 'base/prod.yaml:10:5 tempo.persistence (in a, b and c): 5Gi instead of 10Gi'],
  ['another class', 'fast', 'slow', 'base/prod.yaml:11:5 tempo.persistence (in a, b and c): class slow instead of'],
])('%s in a base is told at its line, for the clusters', (_what, from, to, line) => {
  expect(told(BASE, BASE.replace(from, to))).toContainEqual(expect.stringContaining(`a b c: ${line}`));
});

test('the key that decides about the number of pods is told', () => {
  const sized = (replicas: number) => `${BASE}  values: { ingester: { replicas: ${replicas} } }\n`;
  expect(told(sized(7), sized(3))).toEqual([
    expect.stringMatching(/^a b c: base\/prod\.yaml:12:25 tempo \(in a, b and c\): 3 instead of 7 pods/),
  ]);
});

test('what a base no longer says is told where it began the map', () => {
  const without = BASE.replace(/ {2}persistence:[\s\S]*/, '');
  expect(told(BASE, without)).toEqual([
    expect.stringMatching(/^a b c: base\/prod\.yaml:2:1 tempo\.persistence \(in a, b and c\): removes the volumes/),
  ]);
});

test('what a cluster file says itself is told there, and is not counted at the base', () => {
  const shorter = BASE.replace('336h', '48h');
  expect(told(BASE, shorter, '  retention: 24h\n')).toEqual([
    expect.stringMatching(/^a b: base\/prod\.yaml:6:3 tempo\.retention \(in a and b\): keeps/),
  ]);
  expect(told(BASE, shorter, '  retention: 24h\n', '')).toEqual([
    expect.stringMatching(/^a b: base\/prod\.yaml:6:3 tempo\.retention \(in a and b\): keeps/),
    expect.stringMatching(/^c: clusters\/c\.yaml:5:3 tempo\.retention: keeps/),
  ]);
});

test('a component that a base no longer has is told at the base, unless only some clusters had it', () => {
  const traefik = 'traefik: { chart: 39.0.6, via: release }\n';
  expect(told(BASE + traefik, BASE)).toEqual([
    expect.stringMatching(/^a b c: base\/prod\.yaml:1:1 traefik \(in a, b and c\): Argo CD uninstalls the Helm release traefik/),
  ]);
  expect(told(BASE, BASE, '', traefik)).toEqual([expect.stringMatching(/^c: clusters\/c\.yaml:1:1 traefik: Argo CD uninstalls/)]);
});

test.each([
  [
    'deletion',
    'persistentVolumeClaimRetentionPolicy: { enabled: true, whenDeleted: Delete }',
    '14:7 tempo.persistence (in a, b and c): StatefulSet',
  ],
  ['labels', 'persistence: { labels: { a: b } }', '14:22 tempo.persistence (in a, b and c): changes labels'],
])('%s of volumes by own values are told there', (_what, ingester, expected) => {
  const values = `  values:\n    ingester:\n      ${ingester}\n`;
  expect(told(BASE, BASE + values)).toEqual([expect.stringContaining(`a b c: base/prod.yaml:${expected}`)]);
});

test('the class of all volumes is told where it is', () => {
  const base = BASE.replace('    storageClass: fast\n', '');
  expect(told(base, `${base}  values: { global: { storageClass: slow } }\n`)).toEqual([
    expect.stringContaining('a b c: base/prod.yaml:11:23 tempo.persistence (in a, b and c): class slow instead of the default class'),
  ]);
});

test('an address outside of the cluster is told at its own value', () => {
  const traefik = (type: string) =>
    `traefik:\n  chart: 41.3.0\n  via: release\n  values:\n    service:\n      spec:\n        type: ${type}\n`;
  expect(told(BASE + traefik('NodePort'), BASE + traefik('ClusterIP'))).toEqual([
    expect.stringContaining('a b c: base/prod.yaml:18:9 Service traefik (in a, b and c): loses its ports of the nodes'),
  ]);
});
