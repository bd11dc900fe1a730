import { jsonSchema } from '../../../lib/cluster-file/schema/json-schema';
import { helmValuesOf, readTestFile, said, synthesizeCluster, synthesizeTempo, synthesizeText } from '../../../test/synthesis';
import { BACKENDS } from './backends';
import { storageConfig } from './schema';

/** The settings of `storage` in a cluster file, one level deeper below `s3`. */
const named = (text: string): string =>
  text.replace(
    /^ {2}storage:\n((?: {4}.*\n)+)/m,
    (_, settings: string) => `  storage:\n    s3:\n${settings.replace(/^/gm, '  ').trimEnd()}\n`,
  );

const filesOf = (text: string) => [...synthesizeText(text, 'one').files];

describe('the storage of Tempo', () => {
  test.each(['seed', 'full', 'otlp', 'k3s'])('has the same output in the named and in the short form: %s', (cluster) => {
    const text = readTestFile(`clusters/${cluster}.yaml`);

    expect(named(text)).toContain('    s3:\n');
    expect(filesOf(text).length).toBeGreaterThan(1);
    expect(filesOf(named(text))).toEqual(filesOf(text));
  });

  test('has the same requirements in both forms', () => {
    const text = readTestFile('clusters/full.yaml');
    const [short, long] = [text, named(text)].map((one) => synthesizeText(one).clusters[0]?.requirements);

    expect(short).toContain('the S3 server minio.storage:9000');
    expect(short).toContain('the ConfigMap minio-ca with authority.pem in namespace traces');
    expect(long).toEqual(short);
  });

  test('cannot be changed by values in either form', () => {
    const values = 'persistence: {size: 20Gi, storageClass: fast}\n  values: {storage: {trace: {s3: {bucket: other}, backend: local}}}';
    const text = readTestFile('clusters/full.yaml').replace('persistence: {size: 20Gi, storageClass: fast}', values);

    expect(said(synthesizeText(text))).toEqual([
      expect.stringMatching(/ tempo\.values\.storage\.trace\.s3\.bucket: .*; set it in tempo\.storage\.bucket$/),
      expect.stringMatching(
        / tempo\.values\.storage\.trace\.backend: .*; remove it, because tempo\.storage stores traces in S3, or use tempo\.storage\.gcs or tempo\.storage\.azure$/,
      ),
    ]);
    expect(said(synthesizeText(named(text)))[0]).toMatch(/; set it in tempo\.storage\.s3\.bucket$/);
  });

  test('names the other backends of the chart', () => {
    const backend = (file: string, values: string) => said(synthesizeCluster(file, [/$/, `\n  values: ${values}\n`]));

    expect(backend('minimal', '{tempo: {structuredConfig: {storage: {trace: {backend: azure}}}}}')).toEqual([
      expect.stringMatching(/; remove it, .*, or use tempo\.storage\.gcs or tempo\.storage\.azure$/),
    ]);
    expect(
      said(
        synthesizeTempo('gcs: {bucket: lab-traces}', {
          chart: 'monolithic: 2.2.4',
          credentials: 'identity: {instance: true}',
          more: '  persistence: {}\n  values: {tempo: {storage: {trace: {backend: local}}}}\n',
        }),
      ),
    ).toEqual([expect.stringMatching(/, or use tempo\.storage\.s3, tempo\.storage\.azure or tempo\.storage\.local$/)]);
  });

  test('names the setting of each field that has one, and leaves the others to the user', () => {
    const withS3 = (fields: string) => synthesizeCluster('minimal', [/$/, `\n  values: {storage: {trace: {s3: {${fields}}}}}\n`]);
    expect(said(withS3('sse: {type: SSE-S3}, secret_key: abc'))).toEqual([
      expect.stringMatching(/s3\.sse\.type: .*; set it in tempo\.storage\.sse$/),
      expect.stringMatching(/s3\.secret_key: .*; set tempo\.credentials$/),
    ]);
    const allowed = withS3('hedge_requests_at: 500ms, part_size: 5242880');
    expect(said(allowed)).toEqual([]);
    expect(helmValuesOf(allowed)).toMatchObject({ storage: { trace: { s3: { hedge_requests_at: '500ms' } } } });
  });

  test("adds no annotations to Tempo's ServiceAccount if it needs none", () => {
    const values = helmValuesOf(synthesizeCluster('minimal'));

    expect(values).not.toHaveProperty('serviceAccount');
  });
});

test('the JSON Schema describes both forms, and neither may be empty', () => {
  const { anyOf: [short, long] = [] } = jsonSchema(storageConfig) as {
    anyOf?: { properties: object; required?: string[]; oneOf?: object[] }[];
  };

  expect(Object.keys(short?.properties ?? {})).toEqual([
    ...['bucket', 'endpoint', 'region', 'prefix', 'forcePathStyle', 'insecure', 'insecureSkipVerify', 'ca', 'sse', 'server'],
  ]);
  expect(short?.required).toEqual(['bucket']);
  expect(Object.keys(long?.properties ?? {})).toEqual(Object.keys(BACKENDS));
  expect(long?.properties).toMatchObject({ s3: { properties: short?.properties, required: short?.required } });
  expect(long?.oneOf).toEqual(Object.keys(BACKENDS).map((name) => ({ required: [name] })));
});
