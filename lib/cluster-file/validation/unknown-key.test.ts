import { synthesize } from '../../../synthesis/synthesize';
import { lineOf } from '../../findings/sentence';

const CLUSTER = `domain: example.org
gitops: { repoURL: "https://git.example.org/tracing.git" }
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc]
  storage: { bucket: traces, endpoint: s3.example.org }
  credentials: { existing: {} }
  persistence: {}
`;

/** What is wrong with a file, by its key. @param more what follows it @param base a file that it extends */
function wrong(text: string, base?: string): string[] {
  const bases = base === undefined ? {} : { bases: [{ file: 'base/prod.yaml', text: base }] };
  const { findings } = synthesize([{ name: 'a', file: 'clusters/a.yaml', text, ...bases }], {});
  return findings.filter(({ severity }) => severity === 'error').map((finding) => lineOf(finding).replace(/^\S+ /, ''));
}

test.each([
  ['tempo.size: ha', 'tempo.size: unknown key; write it as size: … below tempo (line 3)'],
  ['tempo.storage.region: x', 'tempo.storage.region: unknown key; write it as region: … below tempo.storage (line 6)'],
  ['tempo.chart: 2.26.2', 'tempo.chart: unknown key; remove it, because tempo.chart (line 4) is there already'],
  ['grafana.loki.uid: loki', 'grafana.loki.uid: unknown key; write it as grafana: { loki: { uid: … } }'],
  [
    'metadata.annotations.example.org/owner: me',
    'metadata.annotations.example.org/owner: unknown key; write it as metadata: { annotations: { example.org/owner: … } }',
  ],
  [
    'metadata: { labels.example.org/team: x }',
    'metadata.labels.example.org/team: unknown key; write it as labels: { example.org/team: … }',
  ],
  ['registry.imagesFrom.quay.io: x', 'registry.imagesFrom.quay.io: unknown key; write it as registry: { imagesFrom: { quay.io: … } }'],
  [
    'scheduling.nodeSelector.node.kubernetes.io/pool: x',
    'scheduling.nodeSelector.node.kubernetes.io/pool: unknown key; write it as scheduling: { nodeSelector: { node.kubernetes.io/pool: … } }',
  ],
  [
    'tempo.values.ingester.podAnnotations.example.org/owner: x',
    'tempo.values.ingester.podAnnotations.example.org/owner: unknown key; write it as values: { ingester: { podAnnotations: { example.org/owner: … } } } below tempo (line 3)',
  ],
])('a key with dots is shown as maps, whose names may have dots: %s', (line, expected) => {
  expect(wrong(`${CLUSTER}${line}\n`)).toEqual([expected]);
});

test('a misspelt key beside the right one is not needed', () => {
  expect(wrong(CLUSTER.replace('chart: 2.26.2', 'chart: 2.26.2\n  chrt: 2.26.1'))).toEqual([
    'tempo.chrt: unknown key; remove it, because tempo.chart (line 4) is there already',
  ]);
});

test.each(['index.docker.io', 'registry-1.docker.io'])('%s is not needed beside docker.io', (host) => {
  expect(wrong(`${CLUSTER}registry: { imagesFrom: { ${host}: mirror.example.org/a, docker.io: mirror.example.org/b } }\n`)).toEqual([
    `registry.imagesFrom.${host}: the names of images have docker.io instead of ${host}; remove it, because registry.imagesFrom.docker.io (line 9) is there already`,
  ]);
});

test('the names of extends in other tools', () => {
  for (const name of ['base', 'bases', 'include', 'resources', 'imports'])
    expect(wrong(`${name}: [../base/prod.yaml]\ndomain: a.example.org\n`)).toEqual([`${name}: unknown key; did you mean extends?`]);
  expect(wrong(`${CLUSTER}resources: { limits: { memory: 1Gi } }\n`)).not.toContainEqual(expect.stringContaining('extends?'));
});

test('with a misspelt extends, nothing is told of what a base may have', () => {
  expect(wrong('extend: ../base/prod.yaml\ndomian: a.example.org\ntempo: { storage: { bucket: traces } }\n')).toEqual([
    'extend: unknown key; did you mean extends?',
    'domian: unknown key; did you mean domain?',
  ]);
  expect(wrong('extends: ../base/prod.yaml\ndomain: a.example.org\n', 'extend: all.yaml\ntempo: {}\n')).toEqual([
    'extend: unknown key; did you mean extends?',
  ]);
});

test('the right key of a base may be replaced', () => {
  const base = `${CLUSTER}registry: { imagesFrom: { docker.io: mirror.example.org/b } }\n`;
  const own =
    'extends: ../base/prod.yaml\ntempo: { chrt: 2.26.1 }\ntempo.retention: 48h\nregistry: { imagesFrom: { index.docker.io: x } }\n';
  expect(wrong(own, base)).toEqual([
    expect.stringMatching(/^registry\.imagesFrom\.index\.docker\.io: .*; use docker\.io$/),
    'tempo.chrt: unknown key; did you mean chart?',
    'tempo.retention: unknown key; write it as retention: … below tempo (line 2)',
  ]);
});

test('what has no effect beside the right one is not needed either', () => {
  const options = 'receiverOptions: { otlp-grpc: { max_recv_msg_size: 5, max_recv_msg_size_mib: 5 } }';
  expect(wrong(CLUSTER.replace('persistence', `${options}\n  persistence`))).toEqual([
    expect.stringMatching(/Tempo does not start; remove it, because max_recv_msg_size_mib is there already$/),
  ]);
});

test.each([
  ['revision: main', 'revision: unknown key; move it below gitops (line 2)'],
  ['retention: 48h', 'retention: unknown key; move it below tempo (line 3)'],
  ['remoteWrite: http://a.b:9090/api/v1/write', 'remoteWrite: unknown key; move it below tempo.metricsGenerator or collector.spanMetrics'],
  ['labels: { example.org/team: x }', 'labels: unknown key; move it below metadata or monitoring'],
  ['collector: { chart: 0.170.0, traefik: { chart: 41.4.0 } }', 'collector.traefik: unknown key; move it to the top level'],
  ['grafana:\n  emojivoto:\n', 'grafana.emojivoto: unknown key; move it to the top level'],
  ['region: x', 'region: unknown key; move it below tempo.storage (line 6)'],
])('a key in the wrong map, such as after a wrong indentation, is shown where it belongs: %s', (line, expected) => {
  expect(wrong(`${CLUSTER}${line}\n`)).toEqual([expected]);
});

test('a required key in the wrong map is not missing too', () => {
  expect(wrong(CLUSTER.replace('domain: example.org\n', '').replace('tempo:', 'tempo:\n  domain: example.org'))).toEqual([
    'tempo.domain: unknown key; move it to the top level',
  ]);
});

test.each([
  [
    'vulture: false',
    'vulture: must be a map of keys, not the boolean false; to turn it off, remove vulture, or write vulture: null if a base has it',
  ],
  [
    'emojivoto: { enabled: false }',
    'emojivoto.enabled: unknown key; to turn it off, remove emojivoto, or write emojivoto: null if a base has it',
  ],
  ['vulture: { chart: 0.13.1, enabled: true }', 'vulture.enabled: unknown key; remove it, because vulture is on without it'],
  ['emojivoto: true', expect.stringMatching(/^emojivoto: must be a map of keys, not the boolean true; correct it, e\.g\. \{\}/)],
])('a switch, as charts have it, is shown how a part is turned off here: %s', (line, expected) => {
  expect(wrong(`${CLUSTER}${line}\n`)).toEqual([expected]);
});

test('a part of a base is turned off by null', () => {
  const base = `${CLUSTER}vulture: { chart: 0.13.1 }\n`;
  expect(wrong('extends: ../base/prod.yaml\nvulture: false\n', base)).toEqual([expect.stringContaining('or write vulture: null')]);
  expect(wrong('extends: ../base/prod.yaml\nvulture: null\n', base)).toEqual([]);
});

test('a required part cannot be turned off', () => {
  expect(wrong(CLUSTER.replace('gitops: {', 'gitops: { enabled: false,'))).toEqual([
    expect.stringMatching(/enabled: unknown key; use one of /),
  ]);
});

test.each([
  ['a value that no map takes', CLUSTER.replace('persistence: {}', 'persistence: {}\n  domain: 5')],
  ['a key that is there already', CLUSTER.replace('persistence: {}', 'persistence: {}\n  domain: example.org')],
  ['a map that is neither above nor below', `${CLUSTER}grafana: { retention: 48h }\n`],
])('a key does not belong elsewhere: %s', (_what, text) => {
  expect(wrong(text)).toEqual([expect.stringMatching(/: unknown key; use one of /)]);
});

test.each([
  ['  ingester: { replicas: 2 }\n', /^tempo\.ingester: unknown key; use one of chart, .*; if it is a Helm value, move it below values$/],
  [
    'traefik: { via: release, chart: 41.4.0, deployment: { replicas: 2 } }\n',
    /^traefik\.deployment: .*; if it is a Helm value, move it below values$/,
  ],
  ['emojivoto: { replicas: 2 }\n', /^emojivoto\.replicas: unknown key; use one of [a-zURL, ]+$/],
])('%j is told that Helm values have a place of their own, where they do', (more, message) => {
  expect(wrong(CLUSTER + more)).toEqual([expect.stringMatching(message)]);
});
