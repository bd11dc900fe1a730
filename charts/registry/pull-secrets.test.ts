import { helmValuesOf, said, synthesizeText } from '../../test/synthesis';

const REGISTRY = 'registry: {images: mirror.example.org/hub, pullSecret: mirror-login}\n';

const stack = (values: string, more = '', registry = REGISTRY) =>
  synthesizeText(`domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git, argocd: 3.2}
${registry}tempo:
  chart: 2.26.2
  receivers: [otlp-grpc, otlp-http]
  storage: {bucket: traces, endpoint: "s3.example.org:9000"}
  credentials: {existing: {}}
  persistence: {}
  values: ${values}
${more}`);

const about = (synthesis: ReturnType<typeof stack>, severity: string) =>
  said(synthesis, severity).filter((text) => /mirror-login|pullSecret/.test(text));

describe('pull Secrets in values beside that of the cluster file', () => {
  test.each([
    ['tempo.values.tempo.image.pullSecrets', stack('{tempo: {image: {pullSecrets: [other]}}}')],
    ['tempo.values.global.image.pullSecrets', stack('{global: {image: {pullSecrets: [other]}}}')],
    ['tempo.values.querier.image.pullSecrets', stack('{querier: {image: {pullSecrets: [other]}}}')],
    [
      'tempo.values.rollout_operator.serviceAccount.imagePullSecrets',
      stack('{rollout_operator: {enabled: true, serviceAccount: {imagePullSecrets: [{name: other}]}}}'),
    ],
    [
      'vulture.values.serviceAccount.imagePullSecrets',
      stack('{}', 'vulture: {chart: 0.13.1, values: {serviceAccount: {imagePullSecrets: [{name: other}]}}}\n'),
    ],
  ])('%s: a note says that they replace it', (key, synthesis) => {
    expect(about(synthesis, 'note')).toEqual([
      expect.stringContaining(
        `${key}: replaces registry.pullSecret (line 3) for these pods, which have no other login for the mirror then; remove it, add mirror-login to the list, or accept that`,
      ),
    ]);
    expect(about(synthesis, 'error')).toEqual([]);
  });

  test.each([
    ['{serviceAccount: {imagePullSecrets: [{name: other}]}}', ''],
    ['{tempo: {image: {pullSecrets: [other, mirror-login]}}}', ''],
    ['{tempo: {image: {pullSecrets: []}}}', ''],
    ['{}', 'traefik: {chart: 37.4.0, via: release, values: {deployment: {imagePullSecrets: [{name: other}]}}}\n'],
    ['{}', 'collector: {chart: 0.150.0, values: {imagePullSecrets: [{name: other}]}}\n'],
  ])('%s %s: both are used, so that there is nothing to say', (values, more) => {
    expect(about(stack(values, more), 'note')).toEqual([]);
    expect(about(stack(values, more), 'error')).toEqual([]);
  });

  test.each([
    ['tempo.values.serviceAccount.imagePullSecrets', '{serviceAccount: {imagePullSecrets: null}}', ''],
    [
      'traefik.values.deployment.imagePullSecrets',
      '{}',
      'traefik: {chart: 37.4.0, via: release, values: {deployment: {imagePullSecrets: null}}}\n',
    ],
    ['collector.values.imagePullSecrets', '{}', 'collector: {chart: 0.150.0, values: {imagePullSecrets: null}}\n'],
  ])('%s: null is an error, because the pods have none then', (key, values, more) => {
    expect(about(stack(values, more), 'error')).toEqual([
      expect.stringContaining(`${key}: leaves these pods without registry.pullSecret (line 3); remove it`),
    ]);
  });

  test('pods with a list of their own need none of their ServiceAccount', () => {
    const values = '{serviceAccount: {imagePullSecrets: null}, global: {image: {pullSecrets: [other]}}}';
    expect(about(stack(values), 'error')).toEqual([]);
  });

  test('without a pull Secret, they are the business of the user', () => {
    const values = '{tempo: {image: {pullSecrets: [other]}}, serviceAccount: {imagePullSecrets: null}}';
    expect(about(stack(values, '', ''), 'note')).toEqual([]);
    expect(about(stack(values, '', ''), 'error')).toEqual([]);
  });
});

describe("pull Secrets of the chart's own MinIO", () => {
  const minio = (own: string, registry = REGISTRY, more = '') =>
    synthesizeText(`domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git, argocd: 3.2}
${registry}tempo:
  chart: 1.53.2
  receivers: [otlp-http]
  values: {minio: {imagePullSecrets: ${own}}${more}}
minio: {bundled: {existingSecret: root}}
`);
  const listOf = (own: string) => helmValuesOf<{ minio: { imagePullSecrets: unknown } }>(minio(own)).minio.imagePullSecrets;

  test('replace that of the cluster file, because the chart renders only one', () => {
    expect(listOf('[{name: other}]')).toEqual([{ name: 'other' }]);
    expect(listOf('[{name: mirror-login}]')).toEqual([{ name: 'mirror-login' }]);
    expect(listOf('[]')).toEqual([{ name: 'mirror-login' }]);
    expect(about(minio('[{name: other}]'), 'note')).toEqual([
      expect.stringContaining('tempo.values.minio.imagePullSecrets: replaces registry.pullSecret (line 3) for these pods'),
    ]);
    expect(about(minio('[{name: mirror-login}]'), 'note')).toEqual([]);
  });

  test.each([REGISTRY, ''])('are one at most: %s', (registry) => {
    expect(said(minio('[{name: other}, {name: mirror-login}]', registry))).toEqual([
      expect.stringContaining(
        'tempo.values.minio.imagePullSecrets: tempo-distributed 1.53.2 does not render more than one; keep one, or set global.imagePullSecrets to the names instead',
      ),
    ]);
    expect(said(minio('[{name: a}, {name: b}]', registry, ', global: {imagePullSecrets: [a, b]}'))).toEqual([]);
  });
});
