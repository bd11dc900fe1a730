/** What clusters install in one target, with different components. */
import { lineOf } from '../../lib/findings/sentence';
import { synthesize } from '../synthesize';

const TEMPO = `tempo:
  chart: 2.23.4
  receivers: [otlp-grpc, opencensus]
  credentials: { existing: {} }
  persistence: {}
`;
const LINKERD = 'linkerd: { version: 2.14.10, webhookIssuer: issuer }\n';
const GRAFANA = 'grafana: { via: sidecar }\n';

interface Cluster {
  readonly name: string;
  readonly rest: string;
  /** @default true: it is in the same target as the others */
  readonly isSame?: boolean;
  readonly gitops?: string;
}

function conflicts(clusters: readonly Cluster[], base?: string): string[] {
  const sources = clusters.map(({ name, rest, isSame = true, gitops = '' }) => {
    const server = base ? '' : `server: "https://10.0.0.${isSame ? 1 : 2}:6443", `;
    const own = `domain: ${name}.example.org\ngitops: { ${server}repoURL: "https://git.example.org/tracing.git"${gitops} }\n`;
    const text = `${own}${TEMPO.replace('tempo:\n', `tempo:\n  storage: { bucket: traces-${name}, endpoint: s3.example.org }\n`)}${rest}`;
    return { name, file: `clusters/${name}.yaml`, text, ...(base && { bases: [{ file: 'base/prod.yaml', text: base }] }) };
  });
  return synthesize(sources, {})
    .findings.filter(({ severity }) => severity === 'error')
    .map(lineOf);
}

const A = { name: 'a', rest: LINKERD + GRAFANA };
const B = { name: 'b', rest: LINKERD };
const C = { name: 'c', rest: GRAFANA };
const FIX = 'use another gitops.server, or use other namespaces in each of them';

test('different components are one message for the target', () => {
  expect(conflicts([A, B, C])).toEqual([
    `clusters/c.yaml:2:11 gitops.server: the cluster https://10.0.0.1:6443 is also that of clusters/a.yaml (line 2 gitops.server) and clusters/b.yaml (line 2 gitops.server), with the same tempo, linkerd or grafana; ${FIX}`,
  ]);
});

test('the same components are all in every cluster', () => {
  expect(conflicts([A, { ...A, name: 'b' }, { ...A, name: 'c' }])).toEqual([
    expect.stringContaining('with the same tempo, linkerd and grafana;'),
  ]);
});

test('of a base, its clusters are named, and more of them are counted', () => {
  const base = 'gitops: { server: "https://10.0.0.1:6443" }\n';
  expect(conflicts([A, B, C], base)).toEqual([
    `base/prod.yaml:1:11 gitops.server: the cluster https://10.0.0.1:6443 is that of a, b and c, whose files extend this one, with the same tempo, linkerd or grafana; ${FIX}`,
  ]);
  const many = [A, B, C, { ...A, name: 'd' }, { ...B, name: 'e' }];
  expect(conflicts(many, base)).toEqual([expect.stringContaining('is that of a, b, c and 2 more, whose files extend this one')]);
});

test.each([
  ['gitops: { cluster: edge, ', 'use another namespace, or another gitops.cluster'],
  ['gitops: { ', 'use another namespace, or set gitops.server'],
])('the way out names the key of the target: %s', (gitops, fix) => {
  const text = (name: string) =>
    `domain: x.example.org\n${gitops}repoURL: "https://git.example.org/tracing.git" }\n${TEMPO}  storage: { bucket: traces-${name}, endpoint: s3.example.org }\n`;
  const sources = ['a', 'b'].map((name) => ({ name, file: `clusters/${name}.yaml`, text: text(name) }));
  expect(synthesize(sources, {}).findings.map((finding) => finding.fix)).toEqual([fix]);
});

test('other targets are other mistakes', () => {
  const [d, e] = [A, B].map((one, index) => ({ ...one, name: 'de'[index] ?? '', isSame: false }));
  expect(conflicts([A, B, ...(d && e ? [d, e] : [])])).toEqual([
    expect.stringMatching(/^clusters\/b\.yaml:2:11 gitops\.server: the cluster https:\/\/10\.0\.0\.1:6443 /),
    expect.stringMatching(/^clusters\/e\.yaml:2:11 gitops\.server: the cluster https:\/\/10\.0\.0\.2:6443 /),
  ]);
});

test('a conflict that one cluster accepts is an error of another one', () => {
  const accept = 'accept: [{ rule: clusters/shared-object, object: gitops.server, reason: known }]\n';
  expect(conflicts([A, B, { ...C, rest: C.rest + accept }])).toEqual([
    expect.stringContaining('clusters/b.yaml:2:11 gitops.server: '),
    expect.stringContaining('clusters/c.yaml:2:11 gitops.server: '),
  ]);
});

test('clusters are named by their files, because two may have one name', () => {
  const base = 'gitops: { server: "https://10.0.0.1:6443" }\n';
  const named = [
    { ...A, gitops: ', name: x' },
    { ...B, gitops: ', name: z' },
    { ...C, gitops: ', name: z' },
  ];
  expect(conflicts(named, base)).toContainEqual(expect.stringContaining('is that of a, b and c, whose files extend this one'));
});

test('a single cluster at a line of a base is named', () => {
  const base = { file: 'base/prod.yaml', text: 'emojivoto: { host: votes.example.org }\n' };
  const text = (name: string) =>
    `domain: ${name}.example.org\ngitops: { repoURL: "https://git.example.org/tracing.git" }\n${TEMPO}  storage: { bucket: traces-${name}, endpoint: s3.example.org }\n`;
  const plain = { name: 'a', file: 'clusters/a.yaml', text: `${text('a')}emojivoto: { host: votes.example.org }\n` };
  const based = { name: 'b', file: 'clusters/b.yaml', text: text('b'), bases: [base] };
  const said = (...sources: Parameters<typeof synthesize>[0]) =>
    synthesize(sources, {})
      .findings.filter(({ rule }) => rule === 'clusters/shared-host')
      .map(lineOf);

  expect(said(plain, based)).toEqual([
    'base/prod.yaml:1:14 emojivoto.host (in b): the host votes.example.org is also that of clusters/a.yaml (line 9 emojivoto.host); use another host',
  ]);
  expect(said({ ...based, name: 'A', file: 'clusters/0.yaml' }, plain)).toEqual([
    'clusters/a.yaml:9:14 emojivoto.host: the host votes.example.org is also that of base/prod.yaml (line 1 emojivoto.host, of 0); use another host',
  ]);
});
