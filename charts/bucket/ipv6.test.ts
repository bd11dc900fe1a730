/** A storage with an address of IPv6, from the cluster file to the values, the Jobs and the policies. */
import { helmValuesOf, objectsIn, said, synthesizeStorage } from '../../test/synthesis';

const ENDPOINT = '[2001:db8::1]:9000';
const made = (endpoint: string, more = '', chart = 'chart: 2.26.2') =>
  synthesizeStorage(`endpoint: "${endpoint}", insecure: true`, { more: `  persistence: {}\n${more}`, chart });

/** The script of the Job. */
const scriptOf = (endpoint: string, more: string): string =>
  objectsIn(made(endpoint, more))
    .flatMap(({ kind, data }) => (kind === 'ConfigMap' ? Object.values(data ?? {}) : []))
    .join('\n');

test('is an endpoint of Tempo', () => {
  expect(helmValuesOf(made(ENDPOINT))).toMatchObject({ storage: { trace: { s3: { endpoint: ENDPOINT } } } });
});

describe('in the script of the Job', () => {
  test('is quoted, because brackets are a pattern', () => {
    expect(scriptOf(ENDPOINT, 'minio: {adminSecret: root}\n')).toContain(`alias set server 'http://${ENDPOINT}' --api`);
    expect(scriptOf(ENDPOINT, 'bucket: {}\n')).toContain(`--s3-endpoint 'http://${ENDPOINT}'`);
  });

  test('has no usual port for rclone, which would lose the brackets with it', () => {
    expect(scriptOf('[2001:db8::1]:80', 'bucket: {}\n')).toContain("--s3-endpoint 'http://[2001:db8::1]'");
    expect(scriptOf('[2001:db8::1]:443', 'bucket: {}\n')).toContain("--s3-endpoint 'http://[2001:db8::1]:443'");
    expect(scriptOf('s3.example.org:80', 'bucket: {}\n')).toContain('--s3-endpoint http://s3.example.org:80');
  });
});

test('is permitted by its port', () => {
  const policy = objectsIn(made(ENDPOINT, 'networkPolicies: true\n')).find(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'tempo-querier',
  );
  expect(policy?.spec.egress).toContainEqual({ ports: [{ port: 9000, protocol: 'TCP' }] });
});

test('is not looked up in the namespace of each pod', () => {
  expect(said(made(ENDPOINT, 'minio: {adminSecret: root}\n'), 'warning').join()).not.toContain('looked up');
});

test('cannot have the usual port with Tempo 1.5', () => {
  expect(said(made('[2001:db8::1]:80', '', 'chart: 0.27.0'))).toEqual([
    expect.stringMatching(
      /tempo\.storage\.endpoint: Tempo 1\.5\.0 cannot connect to port 80 of an IPv6 address; pin tempo\.chart [\d.]+ or newer, or use another port or a name$/,
    ),
  ]);
  expect(said(made('[2001:db8::1]:443', '', 'chart: 0.27.0'))).toEqual([]);
  expect(said(made('[2001:db8::1]:80', '', 'chart: 1.0.1'))).toEqual([]);
});
