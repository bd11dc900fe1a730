import { helmValuesOf, readTestFile, said, synthesizeStorage, synthesizeText } from '../../../../../test/synthesis';
import { factsOf, SERVER_NAMES, SERVERS } from './servers';

const s3Of = (...args: Parameters<typeof synthesizeStorage>) =>
  helmValuesOf<{ storage: { trace: { s3: Record<string, unknown> } } }>(synthesizeStorage(...args)).storage.trace.s3;

const ENDPOINT = 'endpoint: s3.example.org';

describe('a server', () => {
  test.each([
    ['aws', {}],
    ['minio', { forcepathstyle: true }],
    ['rustfs', { forcepathstyle: true }],
    ['garage', { forcepathstyle: true, region: 'garage' }],
    ['seaweedfs', { forcepathstyle: true }],
    ['ceph-rgw', { forcepathstyle: true }],
    ['r2', { forcepathstyle: true, region: 'auto', part_size: 16777216 }],
  ])('%s gets what it needs', (server, needs) => {
    expect(s3Of(`${ENDPOINT}, server: ${server}`)).toEqual({ ...s3Of(ENDPOINT), ...needs });
  });

  test('gets what the cluster file says instead', () => {
    expect(s3Of(`${ENDPOINT}, server: garage, region: home, forcePathStyle: false`)).toEqual({ ...s3Of(ENDPOINT), region: 'home' });
    expect(s3Of(`${ENDPOINT}, server: r2, region: weur`)).toHaveProperty('region', 'weur');
  });

  test('is Amazon S3 only where the address follows from the region', () => {
    expect(s3Of('region: eu-west-1, server: aws')).toEqual(s3Of('region: eu-west-1'));
    expect(said(synthesizeStorage('region: eu-west-1, server: minio'))).toEqual([
      expect.stringContaining('tempo.storage.endpoint: missing; add it, because the address of MinIO does not follow from its region'),
    ]);
  });

  test.each([
    ['aws', 'traces.a-s3alias-b', []],
    ['aws', 'traces-s3alias', ['traces-s3alias has a prefix or suffix that Amazon S3 reserves; use another name']],
    ['garage', 'a.xn--b', ['a.xn--b has a prefix or suffix that Garage refuses; use another name']],
    ['garage', 'a.b', []],
    ['seaweedfs', 'filemeta', ['filemeta is a name that SeaweedFS reserves; use another name']],
    ['minio', 'minio-traces', []],
    ['r2', 'a-b', []],
  ])('%s is asked for its own names of buckets: %s', (server, name, expected) => {
    const storage = `  storage: {bucket: ${name}, endpoint: s3.example.org, server: ${server}}`;
    const text = readTestFile('clusters/minimal.yaml').replace(/^ {2}storage:\n( {4}.*\n)+/m, `${storage}\n`);

    expect(said(synthesizeText(text))).toEqual(expected.map((problem) => expect.stringContaining(` tempo.storage.bucket: ${problem}`)));
  });
});

describe('encryption', () => {
  const encrypted = (server: string, more = '') => synthesizeStorage(`${ENDPOINT}, server: ${server}, sse: {type: SSE-S3}${more}`);

  test('needs a key management system on some servers', () => {
    expect(encrypted('minio').clusters[0]?.requirements).toContain('a key management system of MinIO, for the encryption');
    expect(encrypted('aws').clusters[0]?.requirements.join()).not.toContain('encryption');
  });

  test('without TLS is a warning where the server refuses it', () => {
    expect(said(encrypted('ceph-rgw', ', insecure: true'), 'warning')).toEqual([
      expect.stringContaining(
        'Ceph Object Gateway refuses requests for encryption without TLS, which tempo.storage.insecure (line 7): true turns off',
      ),
    ]);
    expect(said(encrypted('ceph-rgw'), 'warning')).toEqual([]);
    expect(said(encrypted('minio', ', insecure: true'), 'warning')).toEqual([]);
  });
});

test.each([
  ['chart: 1.63.0', 0],
  ['chart: 1.61.3', 1],
  ['monolithic: 2.2.4', 0],
  ['monolithic: 1.24.4', 1],
])('parts of different lengths are a warning: %s', (chart, count) => {
  const synthesis = synthesizeStorage(`${ENDPOINT}, server: r2`, { chart });
  const warnings = said(synthesis, 'warning').filter((line) =>
    line.includes('uploads parts of different lengths, which Cloudflare R2 refuses'),
  );

  expect(warnings).toHaveLength(count);
  expect(said(synthesizeStorage(ENDPOINT, { chart }), 'warning').join()).not.toContain('parts');
});

test.each(SERVER_NAMES)('each fact about %s has a public source', (name) => {
  const facts = factsOf(SERVERS[name]);

  expect(facts.length).toBeGreaterThan(2);
  expect(facts.filter(({ says, source }) => !/^https:\/\/\S+$/.test(source) || says.endsWith('.'))).toEqual([]);
});
