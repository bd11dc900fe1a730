import { readSources } from '../lib/cluster-file/sources';
import type { Severity } from '../lib/findings/finding';
import { acrossFiles } from '../lib/findings/grouped';
import { lineOf } from '../lib/findings/sentence';
import { inTemporaryFolder, write } from '../test/temporary-folder';
import { synthesize } from './synthesize';

inTemporaryFolder();

/** It lacks receivers. */
const ALL = `gitops: { repoURL: "https://git.example.org/tracing.git" }
tempo:
  chart: 2.26.2
  storage: { endpoint: s3.example.org }
  credentials: { existing: {} }
  persistence: {}
`;
const MISSING = 'missing; add it, e.g. ["otlp-grpc","otlp-http"]';

const cluster = (name: string, base: string, { keys = '', rest = '' } = {}) =>
  write(
    `clusters/${name}.yaml`,
    `extends: ../base/${base}.yaml\ndomain: ${name}.example.org\ngitops: { cluster: ${name} }\ntempo: { storage: { bucket: traces-${name} }${keys} }\n${rest}`,
  );
const errors = (names: readonly string[] = []) => said('error', names);
function said(severity: Severity, names: readonly string[] = []): string[] {
  const sources = readSources('clusters', []);
  const isAsked = ({ name }: { name: string }) => names.length === 0 || names.includes(name);
  const others = sources.filter((source) => !isAsked(source));
  const { findings } = synthesize(sources.filter(isAsked), {}, others);
  return acrossFiles(findings.filter((finding) => finding.severity === severity)).map(lineOf);
}

beforeEach(() => {
  write('base/all.yaml', ALL);
  write('base/dev.yaml', 'extends: all.yaml\ntempo: { receivers: [otlp-grpc] }\n');
  write('base/prod.yaml', 'extends: all.yaml\ntempo:\n  retention: 336h\n');
});

test('what a base lacks is told once, where it begins the map, with the names of the clusters', () => {
  for (const name of ['a', 'b', 'c']) cluster(name, 'prod');
  expect(errors()).toEqual([`base/all.yaml:2:1 tempo.receivers (in a, b and c): ${MISSING}`]);
  // Also where only one cluster is asked for.
  expect(errors(['b'])).toEqual([`base/all.yaml:2:1 tempo.receivers (in a, b and c): ${MISSING}`]);
});

test('an error is told at the lowest base whose clusters all have it', () => {
  for (const name of ['a', 'b']) cluster(name, 'prod');
  cluster('c', 'dev');
  expect(errors()).toEqual([`base/prod.yaml:2:1 tempo.receivers (in a and b): ${MISSING}`]);
});

test('what is wrong between lines of each cluster file is one message', () => {
  for (const name of ['a', 'b']) cluster(name, 'dev', { rest: 'linkerd: { version: 2.18.1 }\n' });
  expect(errors()).toEqual([
    expect.stringMatching(/^clusters\/a\.yaml:5:1 linkerd\.webhookIssuer \(also in b\): missing: linkerd\.version \(line 5\) 2\.18\.1 /),
  ]);
});

test('the names of many clusters are counted', () => {
  for (const name of ['a', 'b', 'c', 'd']) cluster(name, 'prod');
  expect(errors()).toEqual([`base/all.yaml:2:1 tempo.receivers (in all 4 clusters): ${MISSING}`]);
});

test('an error that only some clusters of a base have is told there with their names, if their files have no part of the map', () => {
  write(
    'base/all.yaml',
    ALL.replace('{ endpoint: s3.example.org }', '{ bucket: traces }').replace('  pers', '  receivers: [zipkin]\n  pers'),
  );
  const plain = (name: string, rest = '') =>
    write(`clusters/${name}.yaml`, `extends: ../base/all.yaml\ndomain: ${name}.example.org\n${rest}`);
  for (const name of ['a', 'b', 'c', 'd']) plain(name);
  plain('e', 'tempo: { storage: { endpoint: s3.example.org } }\n');
  plain('f', 'tempo: { storage: { bucket: traces-f } }\n');
  expect(errors().filter((error) => error.includes('endpoint'))).toEqual([
    expect.stringMatching(/^base\/all\.yaml:4:3 tempo\.storage\.endpoint \(in a, b, c and d, also in f\): missing; /),
  ]);
});

test('an error that not all clusters of a base have, or the only one, stays in their files', () => {
  cluster('a', 'prod');
  expect(errors()).toEqual([`clusters/a.yaml:4:1 tempo.receivers: ${MISSING}`]);
  cluster('b', 'prod');
  cluster('c', 'prod', { keys: ', receivers: [zipkin]' });
  expect(errors()).toEqual([`clusters/a.yaml:4:1 tempo.receivers (also in b): ${MISSING}`]);
});

test('what only a rule misses is told at the base too; what is there or at the top is not', () => {
  write('base/all.yaml', ALL.replace('2.26.2', '3.3.0\n  receivers: [otlp-grpc]').replace('  persistence: {}\n', ''));
  for (const name of ['a', 'b']) cluster(name, 'prod');
  expect(errors()).toEqual([expect.stringMatching(/^base\/all\.yaml:2:1 tempo\.kafka \(in a and b\): missing: tempo\.chart /)]);

  write('base/all.yaml', ALL.replace('2.26.2', '2.26.2\n  receivers: [otlp-grpc]').replace(/gitops.*\n/, ''));
  for (const name of ['a', 'b']) cluster(name, 'prod', { keys: ', size: huge' });
  expect(errors()).toEqual([
    'clusters/a.yaml:3:1 gitops.repoURL (also in b): missing; add it, e.g. https://github.com/you/your-cluster.git',
    expect.stringMatching(/^clusters\/a\.yaml:4:\d+ tempo\.size \(also in b\): "huge" is not a valid value/),
  ]);
});

describe('a component of a base that does not fit as a whole', () => {
  const ZIPKIN = 'sends its spans by zipkin, which tempo.receivers (line 3 of base/all.yaml) does not list; ';
  beforeEach(() => {
    write('base/all.yaml', ALL.replace('tempo:', 'tempo:\n  receivers: [otlp-grpc]'));
    write('base/prod.yaml', 'extends: all.yaml\ntraefik: { chart: 27.0.2 }\n');
  });
  const own = { rest: 'traefik: { sampleRate: 0.5 }\n' };

  test('is told at its line there, although the cluster files add to it', () => {
    for (const name of ['a', 'b', 'c', 'd']) cluster(name, 'prod', own);
    expect(errors()).toEqual([expect.stringContaining(`base/prod.yaml:2:1 traefik (in all 4 clusters): ${ZIPKIN}`)]);
    expect(errors(['b'])).toEqual(errors());
  });

  test('is told in the cluster files if not all of them have it', () => {
    for (const name of ['a', 'b']) cluster(name, 'prod', own);
    cluster('c', 'prod', { ...own, keys: ', receivers: [zipkin]' });
    expect(errors()).toEqual([expect.stringContaining(`clusters/a.yaml:5:1 traefik (also in b): ${ZIPKIN}`)]);
  });

  test('is told in the cluster files if it is due to what they add', () => {
    write('base/prod.yaml', 'extends: all.yaml\ntraefik: { chart: 35.0.0 }\n');
    for (const name of ['a', 'b', 'c']) cluster(name, 'prod', { rest: 'traefik: { chart: 27.0.2 }\n' });
    expect(errors()).toEqual([expect.stringContaining(`clusters/a.yaml:5:1 traefik (also in b and c): ${ZIPKIN}`)]);
    expect(errors(['b'])).toEqual([expect.stringContaining(`clusters/b.yaml:5:1 traefik: ${ZIPKIN}`)]);
  });

  test('is told at the base if its own values are wrong too', () => {
    write('base/prod.yaml', 'extends: all.yaml\ntraefik: { chart: 27.0.1 }\n');
    for (const name of ['a', 'b', 'c']) cluster(name, 'prod', { rest: 'traefik: { chart: 27.0.2 }\n' });
    expect(errors()).toEqual([expect.stringContaining(`base/prod.yaml:2:1 traefik (in a, b and c): ${ZIPKIN}`)]);
  });

  test('a note is told there too', () => {
    write('base/all.yaml', ALL.replace('  persistence: {}', '  receivers: [otlp-grpc]'));
    write('base/prod.yaml', 'extends: all.yaml\n');
    for (const name of ['a', 'b', 'c']) cluster(name, 'prod');
    expect(said('note')).toEqual([expect.stringMatching(/^base\/all\.yaml:2:1 tempo \(in a, b and c\): has no persistence/)]);
  });
});

describe('what is wrong at a line of a base names its clusters', () => {
  const SIZE = 'size: huge';
  const HUGE = '"huge" is not a valid value; use one of';

  test.each([
    ['a', 'base/prod.yaml:4:9 tempo.size: '],
    ['abc', 'base/prod.yaml:4:9 tempo.size (in a, b and c): '],
    ['abcde', 'base/prod.yaml:4:9 tempo.size (in all 5 clusters that extend it): '],
  ])('that extend it: %s', (names, start) => {
    write('base/prod.yaml', `extends: all.yaml\ntempo:\n  receivers: [otlp-grpc]\n  ${SIZE}\n`);
    for (const name of names) cluster(name, 'prod');
    cluster('z', 'dev');
    expect(errors()).toEqual([expect.stringContaining(`${start}${HUGE}`)]);
  });

  test('of which only some have it', () => {
    write('base/prod.yaml', `extends: all.yaml\ntempo:\n  receivers: [otlp-grpc]\n  ${SIZE}\n`);
    for (const name of 'abcdefg') cluster(name, 'prod', name > 'e' ? { keys: ', size: ha' } : {});
    expect(errors()).toEqual([expect.stringContaining(`base/prod.yaml:4:9 tempo.size (in a, b, c and 2 more): ${HUGE}`)]);
  });

  test('and an error that one of them accepts is an error of the others', () => {
    write('base/prod.yaml', 'extends: all.yaml\ntempo: { receivers: [otlp-grpc] }\ntraefik: { chart: 27.0.2 }\n');
    const accept = { rest: 'accept: [{ rule: tempo/receiver-off, reason: known }]\n' };
    for (const name of 'abc') cluster(name, 'prod', name === 'c' ? accept : {});
    expect(errors()).toEqual([
      expect.stringContaining('base/prod.yaml:3:1 traefik (in a and b): sends its spans by zipkin'),
      expect.stringContaining('base/prod.yaml:3:1 traefik (in c): sends its spans by zipkin'),
    ]);
    expect(synthesize(readSources('clusters', []), {}).refused).toBe(true);
  });

  test('by their paths, if two have one name', () => {
    cluster('a', 'prod');
    write('clusters/eu/a.yaml', 'extends: ../../base/prod.yaml\ndomain: eu.example.org\ntempo: { storage: { bucket: traces-eu } }\n');
    expect(errors()).toContainEqual(expect.stringContaining('tempo.receivers (in clusters/a.yaml and clusters/eu/a.yaml): missing'));
  });
});

test('what is wrong beside a mistake of a base is told with all clusters', () => {
  write('base/all.yaml', ALL.replace('2.26.2', '2.26.2\n  receivers: [otlp-grpc]\n  disk: 10Gi'));
  for (const name of 'abcdefghijkl') cluster(name, 'prod', { rest: 'traefik: { chart: 27.0.2 }\n' });
  expect(errors()).toEqual([
    expect.stringMatching(/^base\/all\.yaml:5:3 tempo\.disk \(in all 12 clusters\): unknown key/),
    expect.stringMatching(/^clusters\/a\.yaml:5:1 traefik \(also in b, c, d, e, f, g, h, i, j, k and l\): sends its spans by /),
  ]);
});
