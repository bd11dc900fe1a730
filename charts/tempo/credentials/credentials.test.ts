import { synthesize } from '../../../synthesis/synthesize';
import { CREDENTIALS, objectsIn, readTestFile, said, synthesizeCluster } from '../../../test/synthesis';
import { brokenBySplicing } from './expansion';
import { masked } from './secret';

const externalSecret = (operator: string) =>
  objectsIn(synthesizeCluster('full', ['operator: 0.15', `operator: ${operator}`]), 'tempo.k8s.yaml').find(
    ({ kind }) => kind === 'ExternalSecret',
  );

const plain = (environment: Record<string, string>) =>
  synthesize([{ name: 'minimal', file: 'clusters/minimal.yaml', text: readTestFile('clusters/minimal.yaml') }], environment);

describe('credentials by the External Secrets operator', () => {
  test('yield tempo-minio-secret with both keys, with no template', () => {
    expect(externalSecret('0.17')).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: {
        name: 'tempo-minio-secret',
        namespace: 'traces',
        annotations: { 'argocd.argoproj.io/sync-wave': '-2', 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' },
      },
      spec: {
        refreshInterval: '1h0m0s',
        secretStoreRef: { kind: 'SecretStore', name: 'team-store' },
        target: { name: 'tempo-minio-secret', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: [
          {
            secretKey: 'MINIO_ACCESS_KEY_ID',
            remoteRef: { key: 's3/tempo', property: 'id', conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' },
          },
          {
            secretKey: 'MINIO_SECRET_ACCESS_KEY',
            remoteRef: {
              key: 's3/tempo',
              property: 'secret',
              conversionStrategy: 'Default',
              decodingStrategy: 'None',
              metadataPolicy: 'None',
            },
          },
        ],
      },
    });
  });

  test.each([
    ['0.8', 'external-secrets.io/v1beta1', ['conversionStrategy', 'decodingStrategy']],
    ['0.9.20', 'external-secrets.io/v1beta1', ['conversionStrategy', 'decodingStrategy', 'metadataPolicy']],
    ['0.16', 'external-secrets.io/v1', ['conversionStrategy', 'decodingStrategy', 'metadataPolicy']],
    ['2.3', 'external-secrets.io/v1', ['conversionStrategy', 'decodingStrategy', 'metadataPolicy', 'nullBytePolicy']],
    ['2.7.0', 'external-secrets.io/v1', ['conversionStrategy', 'decodingStrategy', 'metadataPolicy']],
  ])('write out for operator %s what its API server would fill in', (operator, apiVersion, defaults) => {
    const object = externalSecret(operator);

    expect(object?.apiVersion).toBe(apiVersion);
    expect(
      Object.keys(object?.spec.data[0].remoteRef)
        .filter((key) => key !== 'key' && key !== 'property')
        .sort(),
    ).toEqual(defaults);
  });
});

describe('credentials in plain text', () => {
  test('become a Secret if the cluster file allows it', () => {
    expect(objectsIn(plain(CREDENTIALS), 'tempo.k8s.yaml').find(({ kind }) => kind === 'Secret')?.stringData).toEqual(CREDENTIALS);
  });

  test('are requested if the environment lacks them', () => {
    const refused = plain({ MINIO_ACCESS_KEY_ID: 'tempo' });

    expect(said(refused)).toEqual([
      expect.stringContaining('MINIO_SECRET_ACCESS_KEY is not set in the environment; set MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY'),
    ]);
    expect(refused.files.size).toBe(0);
  });

  test('are refused without showing them if Tempo would read something else', () => {
    const [message] = said(plain({ ...CREDENTIALS, MINIO_SECRET_ACCESS_KEY: 'secret # with a comment' }));

    expect(message).toContain('MINIO_SECRET_ACCESS_KEY breaks the configuration of Tempo');
    expect(message).not.toContain('with a comment');
  });

  test.each<[string, Record<string, string>, string]>([
    ['a short id', { MINIO_ACCESS_KEY_ID: 'qz' }, 'MINIO_ACCESS_KEY_ID is a key that MinIO refuses (it has fewer than 3 characters)'],
    [
      'a short secret',
      { MINIO_SECRET_ACCESS_KEY: 'qzqzqzq' },
      'MINIO_SECRET_ACCESS_KEY is a key that MinIO refuses (it has fewer than 8 characters)',
    ],
    ['a comma', { MINIO_ACCESS_KEY_ID: 'qz,qz' }, 'MINIO_ACCESS_KEY_ID is a key that MinIO refuses (it has a comma or an equals sign)'],
    ['an equals sign', { MINIO_ACCESS_KEY_ID: 'qz=qz' }, 'it has a comma or an equals sign'],
    [
      'the default root',
      { MINIO_ACCESS_KEY_ID: 'minioadmin' },
      'MINIO_ACCESS_KEY_ID is a key that MinIO refuses (it is the root user of the server)',
    ],
    ['the known root', { MINIO_ACCESS_KEY_ID: 'qzqz', MINIO_ROOT_USER: 'qzqz' }, 'it is the root user of the server'],
  ])('are refused without showing them if MinIO does not take them: %s', (_what, changes, problem) => {
    const refused = plain({ ...CREDENTIALS, ...changes });

    expect(said(refused)).toEqual([expect.stringContaining(`${problem.replace(/\)$/, '')}); create another key`)]);
    expect(said(refused).join()).not.toMatch(/qz|minioadmin/);
    expect(refused.files.size).toBe(0);
  });

  test('of a server that has nothing of MinIO may be any', () => {
    const short = { MINIO_ACCESS_KEY_ID: 'qz', MINIO_SECRET_ACCESS_KEY: 'qzqz' };
    const onServer = (server: string) => {
      const text = readTestFile('clusters/minimal.yaml').replace(/^( +)endpoint: .*$/m, `$&\n$1server: ${server}`);
      return said(synthesize([{ name: 'minimal', file: 'clusters/minimal.yaml', text }], short)).filter((line) => line.includes('MINIO_'));
    };

    expect(onServer('ceph-rgw')).toEqual([]);
    expect(onServer('rustfs')).toEqual([expect.stringContaining('that MinIO refuses')]);
  });

  test('may be as short as MinIO takes them, with a comma in the secret', () => {
    expect(said(plain({ MINIO_ACCESS_KEY_ID: 'abc', MINIO_SECRET_ACCESS_KEY: 'a,b=c,de', MINIO_ROOT_USER: 'root' }))).toEqual([]);
  });

  test('are never shown in a diff', () => {
    const text = plain(CREDENTIALS).files.get('minimal/tempo.k8s.yaml') ?? '';

    expect(text).toContain('correct-horse-battery');
    expect(masked(text)).not.toContain('correct-horse-battery');
    expect(masked(text)).toContain("  MINIO_SECRET_ACCESS_KEY: '***'");
  });
});

describe('a credential that Tempo inserts without quotes', () => {
  test.each([
    'abc',
    'a#b',
    'a:b',
    '$x',
    'a${b}',
    '12345678',
    '0755',
    'true',
    'a"b',
    "a'b",
    'a\\b',
    '-a',
    'a-',
    'a,b',
    'a]b',
    '?a',
    '=',
    '<<a',
  ])('survives: %s', (value) => {
    expect(brokenBySplicing(value)).toBeUndefined();
  });

  test.each([
    'a #b',
    'a: b',
    'a:',
    '*a',
    '&a',
    '@a',
    '`a',
    '%a',
    '{a',
    '[a',
    '"a"',
    "'a'",
    '!a',
    '- a',
    '|',
    '>',
    '? a',
    '#a',
    '~',
    'null',
    'Null',
    ' a',
    'a ',
    'a\nb',
    'a\u0085b',
    'a\u2028b',
    'a\u2029b',
    'a\ufeffb',
    '',
  ])('is broken: %j', (value) => {
    expect(brokenBySplicing(value)).toEqual(expect.any(String));
  });
});
