import { helmValuesOf, objectsIn, said, synthesizeStorage } from '../../../test/synthesis';
import { policy } from '../../bucket/s3-bucket';
import { awsIdentityCommands } from '../storage/s3/aws-commands';

const ROLE = 'arn:aws:iam::123456789012:role/team/tempo';

const cluster = (identity: string, { chart = 'chart: 1.61.3', storage = 'region: eu-west-1', more = '' } = {}) =>
  synthesizeStorage(storage, { chart, credentials: `identity: {${identity}}`, more });

type Values = Record<string, { annotations?: object; extraArgs?: unknown; extraEnv?: unknown; trace?: { s3: object } }>;
const valuesOf = (synthesis: ReturnType<typeof cluster>) => helmValuesOf<Values>(synthesis);

describe('an identity of AWS', () => {
  test.each([
    [`irsa: "${ROLE}"`, { annotations: { 'eks.amazonaws.com/role-arn': ROLE } }],
    ['podIdentity: true', undefined],
    ['instance: true', undefined],
  ])('needs no keys, no variables and no flag: %s', (identity, serviceAccount) => {
    const synthesis = cluster(identity);
    const values = valuesOf(synthesis);

    expect(values.storage?.trace?.s3).toEqual({
      bucket: 'traces',
      endpoint: 's3.eu-west-1.amazonaws.com',
      region: 'eu-west-1',
      insecure: false,
    });
    expect(values.serviceAccount).toEqual(serviceAccount);
    expect(JSON.stringify(values)).not.toMatch(/extraArgs|extraEnv|MINIO/);
    expect(objectsIn(synthesis).filter(({ kind }) => kind.includes('Secret'))).toEqual([]);
  });

  test('is the same for a single process', () => {
    const values = valuesOf(cluster(`irsa: "${ROLE}"`, { chart: 'monolithic: 1.24.4' }));

    expect(values).toMatchObject({ serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': ROLE } } });
    expect(JSON.stringify(values)).not.toMatch(/extraArgs|extraEnv|access_key/);
  });

  test.each([
    ['{serviceAccount: {name: tempo-sa}}', 'tempo-sa'],
    ['{serviceAccount: {create: false, name: tempo-sa}}', 'tempo-sa'],
    ['{serviceAccount: {create: false}}', 'default'],
  ])('is that of the ServiceAccount in values %s', (values, account) => {
    const synthesis = cluster('podIdentity: true', { more: `  values: ${values}`, chart: 'chart: 2.23.4' });

    expect(said(synthesis)).toEqual([]);
    expect(synthesis.clusters[0]?.requirements).toContainEqual(
      expect.stringContaining(`of the ServiceAccount ${account} in namespace tracing`),
    );
  });

  test('needs the annotation of the ServiceAccount of the chart', () => {
    expect(said(cluster(`irsa: "${ROLE}"`, { more: '  values: {serviceAccount: {create: false, name: tempo-sa}}' }))).toEqual([
      expect.stringContaining('serviceAccount.create: is managed by this stack; remove it, because the ServiceAccount of the chart has'),
    ]);
  });

  test('names what must exist', () => {
    expect(cluster(`irsa: "${ROLE}"`).clusters[0]?.requirements).toContain(
      `the IAM role ${ROLE}, which trusts the ServiceAccount tempo in namespace tracing; \`npm run bucket\` prints its policies`,
    );
  });

  test.each<[string, Parameters<typeof cluster>[1], string]>([
    [
      'podIdentity: true',
      { chart: 'chart: 1.17.0' },
      'Tempo 2.5.0 cannot use tempo.credentials.identity.podIdentity; pin tempo.chart 1.18.0 or newer, or use irsa',
    ],
    ['irsa: tempo', {}, '"tempo" is not the ARN of an IAM role; use arn:aws:iam::ACCOUNT:role/NAME'],
    [`irsa: "${ROLE}", instance: true`, {}, 'cannot be used together with irsa; remove one of them'],
    [
      `irsa: "${ROLE}"`,
      { more: 'minio: {adminSecret: root}' },
      'creates a user with keys, and tempo.credentials.identity has none; remove minio',
    ],
  ])('is refused: %s %j', (identity, options, message) => {
    expect(said(cluster(identity, options))).toEqual([expect.stringContaining(message)]);
  });

  test('is a warning for another server', () => {
    expect(said(cluster('instance: true', { storage: 'endpoint: minio.storage:9000, insecure: true' }), 'warning')).toEqual([
      expect.stringContaining('minio.storage:9000, which is not Amazon S3; use keys, unless it leads to Amazon S3'),
    ]);
  });
});

describe('the commands for AWS', () => {
  const commands = (identity: object, region?: string) => {
    const bucket = { name: 'traces', endpoint: '', insecure: false, region };
    return awsIdentityCommands(bucket, policy(bucket), { identity, namespace: 'tracing', account: 'tempo' }).join('\n');
  };

  test('let the role be assumed by the ServiceAccount of Tempo only', () => {
    const text = commands({ irsa: ROLE }, 'eu-west-1');

    expect(text).toContain('"$ISSUER:sub": "system:serviceaccount:tracing:tempo"');
    expect(text).toContain('aws iam create-role --role-name tempo --path /team/ --assume-role-policy-document file://trust.json');
    expect(text).toContain('--region eu-west-1 --create-bucket-configuration LocationConstraint=eu-west-1');
  });

  test('associate a role with the ServiceAccount', () => {
    expect(commands({ podIdentity: true })).toContain('--namespace tracing --service-account tempo --role-arn "$ROLE"');
    expect(commands({ podIdentity: true })).toContain('create-bucket --bucket traces --region us-east-1\n');
  });

  test('permit the nodes, and name the partition', () => {
    expect(commands({ instance: true }, 'cn-north-1')).toContain('"arn:aws-cn:s3:::traces/*"');
    expect(commands({ instance: true })).toContain('--http-put-response-hop-limit 2');
  });
});
