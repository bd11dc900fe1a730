import { helmValuesOf, objectsIn, ofComponent, said, synthesizeCluster, synthesizeText } from '../../../test/synthesis';
import { distributedReleases, monolithicReleases } from '../releases';

const named = (names: string, chart = 'chart: 2.23.4', more = '') =>
  synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  ${chart}
  ${names}
  receivers: [zipkin, otlp-http, otlp-grpc, opencensus]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
traefik: {chart: 27.0.2, namespace: edge}
linkerd: {version: 2.14.10, webhookIssuer: issuer}
grafana: {via: sidecar}
${more}`);

const addressesIn = (synthesis: ReturnType<typeof synthesizeText>) => [
  ...new Set([...synthesis.files.values()].join('\n').match(/[\w-]+\.tracing(\.svc\.cluster\.local)?:\d+/g)),
];

describe('the names of Tempo', () => {
  test.each([
    ['fullnameOverride: obs', 'tempo', 'obs', { fullnameOverride: 'obs' }],
    ['releaseName: tracing', 'tracing', 'tracing-tempo', {}],
    ['releaseName: my-tempo', 'my-tempo', 'my-tempo', {}],
    ['releaseName: tracing\n  fullnameOverride: tempo', 'tracing', 'tempo', { fullnameOverride: 'tempo' }],
    ['fullnameOverride: tempo', 'tempo', 'tempo', {}],
  ])('%s is followed by every address', (names, release, fullname, values) => {
    const synthesis = named(names);
    const { releaseName } = ofComponent(synthesis, 'Application', 'tempo').spec.sources[0].helm;

    expect(said(synthesis)).toEqual([]);
    expect(releaseName).toBe(release);
    expect(addressesIn(synthesis).toSorted()).toEqual([
      `${fullname}-distributor.tracing.svc.cluster.local:9411`,
      `${fullname}-distributor.tracing:55678`,
      `${fullname}-query-frontend.tracing.svc.cluster.local:3200`,
    ]);
    expect(helmValuesOf<object>(synthesis, 'linkerd')).toMatchObject({ webhook: { collectorSvcAccount: fullname } });
    expect({ fullnameOverride: helmValuesOf<{ fullnameOverride?: string }>(synthesis).fullnameOverride }).toEqual({
      fullnameOverride: undefined,
      ...values,
    });
  });

  test.each(['chart: 2.23.4\n  values: {nameOverride: %}', 'monolithic: 1.24.1\n  values: {nameOverride: %}'])(
    'may have the name of the chart: %s',
    (chart) => {
      const errors = (name: string) => said(named('', chart.replace('%', name)), 'error').filter((line) => line.includes('nameOverride'));

      expect([errors('tempo'), errors('""')]).toEqual([[], []]);
      expect(errors('obs')).toEqual([expect.stringContaining('tempo.values.nameOverride: is managed by this stack')]);
    },
  );

  test.each([...distributedReleases.versions.slice(-1), ...distributedReleases.versions.slice(0, 1)])(
    'are free in tempo-distributed %s',
    (chart) => {
      const synthesis = synthesizeCluster('minimal', [/chart: .*/, `chart: ${chart}\n  fullnameOverride: obs`]);
      expect(said(synthesis).filter((line) => line.includes('fullname'))).toEqual([]);
    },
  );

  test.each(monolithicReleases.versions.slice(-1))('are those of the one Service in tempo %s', (chart) => {
    const synthesis = synthesizeCluster(
      'minimal',
      [/chart: .*/, `monolithic: ${chart}\n  fullnameOverride: obs`],
      [/$/, 'grafana: {via: sidecar}\n'],
    );
    const [{ data } = {}] = objectsIn(synthesis, 'grafana.k8s.yaml').filter(({ kind }) => kind === 'ConfigMap');

    expect(data?.['tracing.yaml']).toContain('http://obs.tracing.svc.cluster.local:3200');
  });

  test.each([
    ['fullnameOverride: Obs', 'is not a name for Services; use at most 35 lower-case letters, digits and hyphens, beginning with a letter'],
    ['fullnameOverride: 1obs', 'is not a name for Services'],
    [`fullnameOverride: ${'a'.repeat(36)}`, 'is not a name for Services'],
    [`releaseName: ${'a'.repeat(32)}`, '38 characters of at most 35; set a shorter tempo.fullnameOverride'],
    [
      'namespace: edge\n  releaseName: traefik',
      'traefik is also the name of Traefik, in the same namespace: tempo.namespace (line 5) is edge; use another name',
    ],
    ['namespace: edge\n  fullnameOverride: traefik', 'traefik is also the name of Traefik'],
  ])('%s is refused', (names, problem) => {
    expect(said(named(names))).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    [
      'releaseName: tempo-collector',
      'collector: {chart: 0.170.0}',
      'tempo-collector is also the name of the collector, in the same namespace',
    ],
    [
      'releaseName: tempo-collector-sampling',
      'collector: {chart: 0.170.0, tailSampling: {policies: [{name: all, type: always_sample}]}}',
      'tempo-collector-sampling is also the name of the collector',
    ],
    ['fullnameOverride: tempo-vulture', 'vulture: {chart: 0.13.1}', 'tempo-vulture is also the name of vulture'],
  ])('%s is refused with %s', (names, component, problem) => {
    expect(said(named(names, undefined, `${component}\n`))).toEqual([expect.stringContaining(problem)]);
  });

  test('of a collector in another namespace may be that of Tempo', () => {
    expect(said(named('releaseName: tempo-collector', undefined, 'collector: {chart: 0.170.0, namespace: otel}\n'))).toEqual([]);
  });

  test.each([
    ['2.23.4', 35, '{}', undefined],
    ['2.23.4', 35, '{memcachedFrontendSearch: {enabled: true}}', 26],
    ['2.10.0', 35, '{memcachedFrontendSearch: {enabled: true}}', undefined],
    ['2.23.4', 26, '{memcachedFrontendSearch: {enabled: true}}', undefined],
    ['2.23.4', 35, '{backendScheduler: {enabled: true}}', 34],
    ['2.23.4', 34, '{backendScheduler: {enabled: true}}', undefined],
  ])('a StatefulSet of chart %s makes no pods if its name is too long: %d with %s', (chart, length, values, most) => {
    const text = `fullnameOverride: ${'a'.repeat(length)}\n  values: ${values}`;
    const told = expect.stringContaining(
      `and with more than 52 it makes no pods; set a tempo.fullnameOverride of at most ${most} characters`,
    );

    expect(said(named(text, `chart: ${chart}`))).toEqual(most === undefined ? [] : [told]);
  });

  test('may be repeated in values, but not changed there', () => {
    const values = (name: string) => named(`fullnameOverride: obs\n  values: {fullnameOverride: ${name}}`);

    expect(said(values('obs'))).toEqual([]);
    expect(said(values('other'))).toEqual([
      expect.stringContaining('set tempo.fullnameOverride, which every address in this stack follows'),
    ]);
  });
});
