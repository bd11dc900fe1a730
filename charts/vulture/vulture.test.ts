import { helmValuesOf, ofComponent, said, synthesizeText } from '../../test/synthesis';
import { distributedReleases, monolithicReleases } from '../tempo/releases';
import { vultureReleases, writesOf } from './releases';

interface Stack {
  readonly tempo?: string;
  readonly receivers?: string;
  readonly chart?: string;
  readonly more?: string;
}

const withVulture = ({ tempo = 'chart: 2.26.2', receivers = 'otlp-grpc, jaeger-grpc', chart = '0.13.1', more = '' }: Stack = {}) =>
  synthesizeText(`
domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  ${tempo}
  receivers: [${receivers}]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
vulture: {chart: ${chart}}
${more}`);

interface Values {
  readonly tempoAddress: { readonly push: string; readonly query: string };
  readonly extraArgs: readonly string[];
}
const valuesOf = (stack: Stack = {}) => helmValuesOf<Values>(withVulture(stack), 'vulture');

describe('vulture', () => {
  test('writes to the distributor and reads from the query-frontend, without a port in the address that it completes', () => {
    expect(valuesOf().tempoAddress).toEqual({
      push: 'http://tempo-distributor.tracing.svc.cluster.local',
      query: 'http://tempo-query-frontend.tracing.svc.cluster.local:3200',
    });
    expect(valuesOf({ tempo: 'monolithic: 2.2.0' }).tempoAddress).toEqual({
      push: 'http://tempo.tracing.svc.cluster.local',
      query: 'http://tempo.tracing.svc.cluster.local:3200',
    });
  });

  test.each([
    ['0.9.1', 'jaeger-grpc'],
    ['0.10.0', 'otlp-grpc'],
  ])('of chart %s needs the receiver %s', (chart, receiver) => {
    expect(said(withVulture({ chart, receivers: receiver }))).toEqual([]);
    expect(said(withVulture({ chart, receivers: 'zipkin' }))).toEqual([
      expect.stringContaining(
        `vulture: sends its spans by ${receiver}, which tempo.receivers (line 6) does not list; add ${receiver} there, or remove vulture`,
      ),
    ]);
  });

  test.each([
    ['the default of tempo-distributed', 'chart: 2.26.2', '48h'],
    ['the default of tempo', 'monolithic: 2.2.0', '24h'],
    ['tempo.retention', 'chart: 2.26.2\n  retention: 72h', '72h'],
    ["the user's own value", 'chart: 2.26.2\n  values: {compactor: {config: {compaction: {block_retention: 96h}}}}', '96h'],
  ])('expects traces for the retention: %s', (_what, tempo, retention) => {
    expect(valuesOf({ tempo }).extraArgs).toContain(`-tempo-retention-duration=${retention}`);
  });

  test('searches only where Tempo has TraceQL', () => {
    const off = '-tempo-search-backoff-duration=0s';
    expect(valuesOf({ tempo: 'monolithic: 0.16.1' }).extraArgs).toContain(off);
    expect(valuesOf({ tempo: 'monolithic: 2.2.0' }).extraArgs).not.toContain(off);
  });

  test('queries metrics only where Tempo answers them', () => {
    const off = '-tempo-metrics-backoff-duration=0s';
    expect(valuesOf({ chart: '0.13.1' }).extraArgs).toContain(off);
    expect(valuesOf({ chart: '0.12.12' }).extraArgs).not.toContain(off);
    expect(valuesOf({ tempo: 'chart: 3.3.0\n  kafka: {address: "kafka.kafka:9092"}' }).extraArgs).not.toContain(off);
  });

  test('has an Application and an AppProject of its own, which permit what its chart renders', () => {
    const { spec } = ofComponent(withVulture(), 'Application', 'vulture');
    expect(spec.sources[0]).toMatchObject({
      repoURL: 'https://grafana-community.github.io/helm-charts',
      chart: 'tempo-vulture',
      targetRevision: '0.13.1',
    });
    const kinds = ofComponent(withVulture(), 'AppProject', 'vulture').spec.namespaceResourceWhitelist.map(
      ({ kind }: { kind: string }) => kind,
    );
    expect(kinds).toEqual(['ServiceAccount', 'Deployment', 'PodMonitor']);
  });

  test.each([
    ['0.7.0', 'serviceMonitor'],
    ['0.7.1', 'podMonitor'],
  ])('of chart %s is scraped by its %s with monitoring', (chart, monitor) => {
    const more = 'kubernetes: {apis: [monitoring.coreos.com/v1]}\nmonitoring: {labels: {release: kps}}\n';
    expect(valuesOf({ chart, more })).toMatchObject({ [monitor]: { enabled: true, labels: { release: 'kps' } } });
    expect(valuesOf({ chart })).not.toHaveProperty(monitor);
  });

  test.each([
    ['tempoAddress: {query: http://other}', 'must be the Tempo of this stack'],
    ['image: {tag: 2.6.1}', 'pin vulture.chart'],
    ["extraArgs: ['-tempo-retention-duration=1h']", 'set tempo.retention'],
  ])('refuses %s', (values, fix) => {
    const text = withVulture({ chart: `0.13.1, values: {${values}}` });
    expect(said(text)).toEqual([expect.stringContaining(fix)]);
  });

  test('comes from the mirror of images', () => {
    const registry = 'registry: {images: mirror.example.org/hub, pullSecret: login}';
    const synthesis = withVulture({ more: registry });
    expect(helmValuesOf(synthesis, 'vulture')).toMatchObject({
      image: { repository: 'mirror.example.org/hub/grafana/tempo-vulture' },
      imagePullSecrets: [{ name: 'login' }],
    });
  });

  test('takes other values and arguments', () => {
    const values = valuesOf({ chart: "0.13.1, values: {replicas: 2, extraArgs: ['-tempo-push-tls=false']}" });
    expect(values).toMatchObject({
      replicas: 2,
      extraArgs: expect.arrayContaining(['-tempo-push-tls=false', '-tempo-retention-duration=48h']),
    });
  });
});

test('the namespace of its monitor may be written, if it is its own', () => {
  const errors = (namespace: string) => said(withVulture({ chart: `0.13.1, values: {podMonitor: {namespace: ${namespace}}}` }));
  expect(errors('tracing')).toEqual([]);
  expect(errors('other')).toEqual([expect.stringContaining('the AppProject permits only the namespace of Tempo')]);
});

test.each(['nameOverride', 'fullnameOverride'])('%s may be the name that it has anyway', (key) => {
  const errors = (name: string) => said(withVulture({ chart: `0.13.1, values: {${key}: ${name}}` }), 'error');

  expect([errors('tempo-vulture'), errors('""')]).toEqual([[], []]);
  expect(errors('probe')).toEqual([expect.stringContaining(`vulture.values.${key}: is managed by this stack`)]);
});

test('the receiver follows from the image', () => {
  expect(['2.2.3', '2.8.4', '2.9.0', 'v3.0.3', 'latest', '1.5.0'].map(writesOf)).toEqual([
    ...['jaeger-grpc', 'jaeger-grpc', 'otlp-grpc', 'otlp-grpc', 'otlp-grpc', 'jaeger-grpc'],
  ]);
});

test('every release finds a Tempo that receives what it writes', () => {
  for (const { writes } of vultureReleases.releases)
    for (const { tempo } of [distributedReleases.at(distributedReleases.newest), monolithicReleases.at(monolithicReleases.newest)])
      expect(tempo.receivers).toContain(writes);
});

test('without a ServiceAccount of its own, annotations of the cluster file have no place there', () => {
  const values = (more: string) => {
    const text = `domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git}
metadata: {annotations: {owner: tracing}}
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc]
  storage: {bucket: traces, endpoint: "s3.example.org:9000"}
  credentials: {existing: {}}
  persistence: {}
vulture: {chart: 0.13.1${more}}
`;
    return helmValuesOf<{ serviceAccount?: object }>(synthesizeText(text), 'vulture').serviceAccount;
  };

  expect(values('')).toEqual({ annotations: { owner: 'tracing' } });
  expect(values(', values: {serviceAccount: {create: false}}')).toEqual({ create: false });
});
