import { helmValuesOf, said, synthesizeText } from '../../test/synthesis';

const HEAD = 'domain: example.org\ngitops: {repoURL: "https://git.example.org/tracing.git"}\n';
const STORAGE = '  storage: {bucket: traces, endpoint: s3.example.org}\n  credentials: {existing: {}}\n';
const errors = (namespaces: string, stack: string) => said(synthesizeText(`${HEAD}namespaces: {${namespaces}}\n${stack}`), 'error');

const BUNDLED = 'minio: {bundled: {existingSecret: minio}}\ntempo:\n  chart: 2.23.4\n  receivers: [otlp-grpc]\n';
const single = (version: string, more = '') => `${more}tempo:\n  monolithic: ${version}\n  receivers: [otlp-grpc, jaeger-grpc]\n${STORAGE}`;

test.each([
  [
    "the chart's own MinIO",
    'podSecurity: restricted',
    BUNDLED,
    /minio\.bundled: its pods do not comply with the Pod Security Standard restricted, which namespaces\.podSecurity \(line 3\) sets for namespace tracing; set namespaces\.podSecurityOf\.tracing: baseline$/,
  ],
  [
    'a chart tempo that may run as root',
    'podSecurityOf: {tracing: restricted}',
    single('1.10.2'),
    /tempo\.monolithic: .*namespaces\.podSecurityOf\.tracing \(line 3\).*; pin 1\.10\.3 or newer, or set namespaces/,
  ],
  [
    'an old vulture',
    'podSecurity: restricted',
    single('1.23.3', 'vulture: {chart: 0.7.0}\n'),
    /vulture\.chart: its pods do not comply.*; pin 0\.8\.0 or newer, or/,
  ],
])('%s is refused in a restricted namespace', (_what, namespaces, stack, message) => {
  expect(errors(namespaces, stack)).toEqual([expect.stringMatching(message)]);
});

test.each([
  ['another level', 'podSecurity: baseline', BUNDLED],
  ['another level for that namespace', 'podSecurity: restricted, podSecurityOf: {tracing: baseline}', BUNDLED],
  ['newer releases', 'podSecurity: restricted', single('1.10.3')],
  ['no level', 'create: true', BUNDLED],
])('%s is fine', (_what, namespaces, stack) => {
  expect(errors(namespaces, stack)).toEqual([]);
});

test.each([
  ['podSecurity: restricted', '{tempoQuery: {enabled: true}}', { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }],
  ['podSecurity: restricted', '{}', undefined],
  ['podSecurity: baseline', '{tempoQuery: {enabled: true}}', undefined],
])('tempo-query beside a single Tempo complies too: %s with %s', (namespaces, values, expected) => {
  const text = `${HEAD}namespaces: {${namespaces}}\n${single('2.2.4')}  values: ${values}\n`;
  const { tempoQuery } = helmValuesOf<{ tempoQuery?: { securityContext?: object } }>(synthesizeText(text));

  expect(tempoQuery?.securityContext).toEqual(expected);
});

describe('Traefik that is installed elsewhere, with a restricted namespace', () => {
  const seccomp = (namespace: string, more = '') => {
    const text = `${HEAD}namespaces: {podSecurity: restricted}\ntempo:\n  chart: 2.26.2\n  receivers: [otlp-http]\n${STORAGE}${more}traefik: {chart: 37.4.0, namespace: ${namespace}}\n`;
    const { files } = synthesizeText(text);
    return /^podSecurityContext:\n {2}seccompProfile:\n {4}type: RuntimeDefault$/m.test(files.get('test/values/traefik.yaml') ?? '');
  };

  test('gets the values for it in a namespace of this stack', () => {
    expect(seccomp('tracing')).toBe(true);
    expect(seccomp('ours', 'collector: {chart: 0.150.0, namespace: ours}\n')).toBe(true);
  });

  test('is left alone in another one, about which the cluster file says nothing', () => {
    expect(seccomp('traefik')).toBe(false);
  });
});
