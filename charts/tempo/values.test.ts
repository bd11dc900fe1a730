import { load } from 'js-yaml';
import type { Synthesis } from '../../synthesis/cluster-output';
import { helmValuesOf, ofComponent, readTestFile, said, synthesizeCluster, synthesizeText } from '../../test/synthesis';

const valuesOf = (synthesis: Synthesis) => helmValuesOf<Record<string, Record<string, unknown>>>(synthesis);

const SEED = `
domain: picluster.ricsanfre.com
gitops: {repoURL: https://git.example.org/tracing.git}
tempo:
  chart: 0.27.7
  receivers: [otlp-grpc, otlp-http, zipkin, jaeger-thrift-compact, jaeger-thrift-http, opencensus]
  storage: {bucket: k3s-tempo, endpoint: s3.picluster.ricsanfre.com:9091, region: eu-west-1}
  credentials: {externalSecret: {store: vault-backend, key: minio/tempo, accessKeyId: user, secretAccessKey: key}}
  logReceivedSpans: true
`;

const WORKLOADS = ['distributor', 'ingester', 'compactor', 'querier', 'queryFrontend'];

describe('the Helm values of Tempo', () => {
  test("equal the seed's GitOps values at chart 0.27.7", () => {
    expect(valuesOf(synthesizeText(SEED))).toEqual(load(readTestFile('expected/seed-values.yaml')));
  });

  test('set flag and variables under each microservice before 2.25.4, and once from there on', () => {
    const before = valuesOf(synthesizeCluster('minimal', ['2.26.2', '2.25.3']));
    const after = valuesOf(synthesizeCluster('minimal', ['2.26.2', '2.25.4']));

    expect(Object.keys(before)).toEqual(['traces', 'storage', ...WORKLOADS, 'minio']);
    for (const workload of WORKLOADS) expect(before[workload]).toEqual(after.defaults);
    expect(Object.keys(after)).toEqual(['traces', 'storage', 'defaults', 'minio']);
    expect(after.defaults).toMatchObject({
      extraArgs: ['-config.expand-env=true'],
      extraEnv: [{ name: 'MINIO_ACCESS_KEY_ID' }, { name: 'MINIO_SECRET_ACCESS_KEY' }],
    });
  });

  test('set the variables of the compactor by extraEnvFrom if the chart drops extraEnv', () => {
    for (const chart of ['1.18.2', '1.18.3', '1.18.4']) {
      const { compactor, querier } = valuesOf(synthesizeCluster('minimal', ['2.26.2', chart]));
      expect(compactor).toEqual({ extraArgs: ['-config.expand-env=true'], extraEnvFrom: [{ secretRef: { name: 'tempo-minio-secret' } }] });
      expect(querier).toHaveProperty('extraEnv');
    }
    for (const chart of ['1.18.1', '1.18.5'])
      expect(valuesOf(synthesizeCluster('minimal', ['2.26.2', chart])).compactor).toHaveProperty('extraEnv');
  });

  test('add a private authority by tls_ca_path, and before chart 1.5.0 by the variable of Go', () => {
    const ca = ['endpoint: s3.example.org', 'endpoint: s3.example.org\n    ca: {configMap: minio-ca}'] as [string, string];
    const after = valuesOf(synthesizeCluster('minimal', ['2.26.2', '1.5.0'], ca));
    const before = valuesOf(synthesizeCluster('minimal', ['2.26.2', '1.4.15'], ca));

    expect(after.storage?.trace).toMatchObject({ s3: { tls_ca_path: '/etc/tempo-s3-ca/ca.crt' } });
    expect(before.storage?.trace).not.toHaveProperty('s3.tls_ca_path');
    expect(JSON.stringify(before.querier?.extraEnv)).toContain('{"name":"SSL_CERT_DIR","value":"/etc/tempo-s3-ca"}');
    expect(JSON.stringify(after.querier?.extraEnv)).not.toContain('SSL_CERT_DIR');
    for (const { querier } of [before, after]) {
      expect(querier?.extraVolumes).toEqual([{ name: 's3-ca', configMap: { name: 'minio-ca' } }]);
      expect(querier?.extraVolumeMounts).toEqual([{ name: 's3-ca', mountPath: '/etc/tempo-s3-ca', readOnly: true }]);
    }
  });

  test('enable the processors of the generator where the chart does not, and name no URL beside a list of the user', () => {
    const generator = 'metricsGenerator: {remoteWrite: "http://mimir.mimir/api/v1/push"}';
    const text = readTestFile('clusters/minimal.yaml');
    const at = (chart: string) => valuesOf(synthesizeText(text.replace('chart: 2.26.2', `chart: ${chart}\n  ${generator}`)));

    for (const chart of ['0.27.18', '1.2.7']) expect(at(chart)).toHaveProperty('global_overrides.metrics_generator_processors');
    for (const chart of ['0.27.19', '1.2.6']) expect(at(chart)).not.toHaveProperty('global_overrides');

    const own = '  values: {tempo: {metricsGenerator: {storage: {remote_write: [{url: "http://mimir.mimir/api/v1/push"}]}}}}';
    const single = (more: string) => valuesOf(synthesizeText(text.replace('chart: 2.26.2', `monolithic: 1.24.4\n  ${generator}\n${more}`)));
    expect(single('').tempo).toHaveProperty('metricsGenerator.remoteWriteUrl');
    expect(single(own).tempo).not.toHaveProperty('metricsGenerator.remoteWriteUrl');
  });

  test('give volumes to the group of the image where chart tempo does not, unless the user does', () => {
    const text = readTestFile('clusters/minimal.yaml');
    const monolithic = (version: string, more = '') =>
      valuesOf(synthesizeText(text.replace('chart: 2.26.2', `monolithic: ${version}\n  persistence: {}\n${more}`)));

    for (const version of ['1.9.0', '1.10.2']) expect(monolithic(version).securityContext).toEqual({ fsGroup: 10001 });
    for (const version of ['1.8.0', '1.10.3']) expect(monolithic(version)).not.toHaveProperty('securityContext');
    expect(monolithic('1.9.0', '  values: { securityContext: { fsGroup: 2000 } }').securityContext).toEqual({ fsGroup: 2000 });
  });

  test('add volumes for traces that are not in S3 yet with tempo.persistence, and warn without it', () => {
    const kept = synthesizeCluster('full');
    const lost = synthesizeCluster('minimal');

    expect(valuesOf(kept).ingester?.persistence).toEqual({ enabled: true, size: '20Gi', storageClass: 'fast' });
    expect(said(kept, 'note').join()).not.toContain('persistence');
    expect(said(lost, 'note')[0]).toContain(
      'tempo: has no persistence: when a change of its configuration replaces its pods, up to 30 minutes of traces that are not in S3 yet are lost, and for up to 5 minutes the newest blocks there are not found;',
    );
  });

  test('do not depend on the order of the receivers', () => {
    const swapped = synthesizeText(SEED.replace('[otlp-grpc, otlp-http,', '[otlp-http, otlp-grpc,'));

    expect(ofComponent(swapped, 'Application', 'tempo')).toEqual(ofComponent(synthesizeText(SEED), 'Application', 'tempo'));
  });
});

describe("Tempo's releases", () => {
  test('come from grafana to 1.61.3, and from the community after', () => {
    const repository = (chart: string) =>
      ofComponent(synthesizeCluster('minimal', ['2.26.2', chart]), 'Application', 'tempo').spec.sources[0].repoURL;

    expect(repository('1.61.3')).toBe('https://grafana.github.io/helm-charts');
    expect(repository('1.62.0')).toBe('https://grafana-community.github.io/helm-charts');
  });
});
