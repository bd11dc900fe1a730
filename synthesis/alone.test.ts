import { readSources } from '../lib/cluster-file/sources';
import { acrossFiles } from '../lib/findings/grouped';
import { lineOf } from '../lib/findings/sentence';
import { inTemporaryFolder, write } from '../test/temporary-folder';
import { synthesize } from './synthesize';

inTemporaryFolder();

const ALL = `gitops: { repoURL: "https://git.example.org/tracing.git" }
tempo:
  chart: 2.23.4
  receivers: [otlp-grpc, opencensus]
  storage: { endpoint: s3.example.org }
  credentials: { existing: {} }
  persistence: {}
  size: medium
linkerd: { version: 2.14.10, webhookIssuer: issuer }
`;
const cluster = (name: string, base: string, rest = '', bucket = `bucket: traces-${name}`) =>
  write(
    `clusters/${name}.yaml`,
    `extends: ../base/${base}.yaml\ndomain: ${name}.example.org\ngitops: { cluster: ${name} }\ntempo: { storage: { ${bucket} } }\n${rest}`,
  );
const errors = () =>
  acrossFiles(synthesize(readSources('clusters', []), {}).findings.filter(({ severity }) => severity === 'error')).map(lineOf);

beforeEach(() => {
  write('base/all.yaml', ALL);
  write('base/dev.yaml', 'extends: all.yaml\n');
  write('base/test.yaml', 'extends: all.yaml\ntempo: { chart: null, monolithic: 2.2.0 }\n');
  for (const name of ['a', 'b']) cluster(name, 'dev');
});

test('what does not fit one cluster is to be changed there, if others keep it', () => {
  cluster('c', 'dev', 'linkerd: { version: 2.19 }\n');

  expect(errors()).toEqual([
    expect.stringMatching(
      /^base\/all\.yaml:9:\d+ linkerd\.webhookIssuer \(in c\): not used: .*; remove it; if the other clusters should stay as they are, do it in clusters\/c\.yaml instead, where null removes what a base says$/,
    ),
  ]);
  cluster('c', 'dev', 'linkerd: { version: 2.19, webhookIssuer: null }\n');
  expect(errors()).toEqual([]);
});

test('what does not fit the clusters of one base is to be changed in that base', () => {
  for (const name of ['c', 'd']) cluster(name, 'test');

  expect(errors()).toEqual([
    expect.stringMatching(
      /^base\/all\.yaml:8:9 tempo\.size \(in c and d\): .*; use small.*; if the other clusters should stay as they are, do it in base\/test\.yaml instead, where null removes what a base says$/,
    ),
  ]);
});

test('what some files forgot is to be added there', () => {
  for (const name of ['c', 'd', 'e', 'f']) cluster(name, 'dev', '', '');

  expect(errors()).toEqual([
    expect.stringMatching(/^clusters\/c\.yaml:4:10 tempo\.storage\.bucket \(also in d, e and f\): missing; add it, e\.g\. k3s-tempo$/),
  ]);
  write('clusters/c.yaml', 'extends: ../base/dev.yaml\ndomain: c.example.org\ngitops: { cluster: c }\n');
  for (const name of ['d', 'e', 'f']) write(`clusters/${name}.yaml`, 'extends: ../base/dev.yaml\ndomain: d.example.org\n');
  expect(errors()[0]).toMatch(
    /^base\/all\.yaml:5:3 tempo\.storage\.bucket \(in c, d, e and f\): missing; add it, e\.g\. k3s-tempo; if the other clusters should stay as they are, do it in the files of these clusters instead$/,
  );
});

test('a value that is wrong for all is to be changed in the base, also if others replace it', () => {
  write('base/all.yaml', ALL.replace('medium', 'huge'));
  for (const name of ['a', 'b']) cluster(name, 'dev', '', `bucket: traces-${name} }, size: small, values: {`);
  cluster('c', 'dev');

  expect(errors()).toEqual([
    expect.stringMatching(/^base\/all\.yaml:8:9 tempo\.size \(in c\): "huge" is not a valid value; use one of [^;]*$/),
  ]);
});
