/** The NetworkPolicies of a stack with the MinIO of its chart. */
import { HEAD, matrix } from './policy-matrix';
import { said, synthesizeText } from './synthesis';

test("the chart's own MinIO is only for what stores", () => {
  const wrong = matrix(`${HEAD}minio: {bundled: {existingSecret: minio}}\ntempo:\n  chart: 2.23.4\n  receivers: [otlp-grpc]\n`);
  expect(wrong(['ingester minio 9000', 'querier minio 9000', 'minio-job minio 9000', 'minio-job kube-system 53 UDP'], 'allowed')).toEqual(
    [],
  );
  expect(wrong(['web-svc minio 9000', 'cart minio 9001', 'minio internet 443'], 'stopped')).toEqual([]);
});

test('the pods of a MinIO in several pods reach each other', () => {
  const stack = (mode: string) =>
    `${HEAD}minio: {bundled: {existingSecret: minio}}\ntempo:\n  chart: 2.23.4\n  receivers: [otlp-grpc]\n  values: {minio: {mode: ${mode}}}\n`;
  const hops = ['minio minio 9000'];

  expect(matrix(stack('distributed'))(hops, 'allowed')).toEqual([]);
  expect(matrix(stack('distributed'))(['minio minio 22', 'minio ingester 9000', 'cart minio 9000'], 'stopped')).toEqual([]);
  expect(matrix(stack('standalone'))(hops, 'stopped')).toEqual([]);
  // The pods of a gateway share a volume.
  expect(matrix(stack('gateway'))(hops, 'stopped')).toEqual([]);
});

test('the Job of an old MinIO that writes a Secret for Prometheus reaches the API server', () => {
  const stack = (isMonitored: boolean, chart = '1.4.8') =>
    `${HEAD}minio: {bundled: {existingSecret: minio}}\ntempo:\n  chart: ${chart}\n  receivers: [otlp-grpc]\n  values: {minio: {metrics: {serviceMonitor: {enabled: ${isMonitored}}}}}\n`;
  const told = (text: string) => said(synthesizeText(text), 'note').filter((line) => line.includes('a Job of MinIO asks the API server'));
  const free = ['token-job internet 80'];

  expect(matrix(stack(true))(['token-job internet 443', 'token-job internet 6443', 'token-job kube-system 53 UDP'], 'allowed')).toEqual([]);
  expect(matrix(stack(true))([...free, 'cart token-job 8080', 'token-job minio 9000'], 'stopped')).toEqual([]);
  expect(told(stack(true))).toHaveLength(1);
  for (const text of [stack(false), stack(true, '2.23.4')]) {
    expect(matrix(text)(free, 'allowed')).toEqual([]);
    expect(told(text)).toEqual([]);
  }
});

test("the addresses in the environment of the chart's own MinIO are for its server", () => {
  const stack = (environment: string) =>
    `${HEAD}minio: {bundled: {existingSecret: minio}}\ntempo:\n  chart: 2.23.4\n  receivers: [otlp-grpc]\n  values: {minio: {environment: {${environment}}}}\n`;
  const metrics = 'MINIO_PROMETHEUS_URL: "http://prometheus-operated.monitoring.svc:9090"';
  const login = 'MINIO_IDENTITY_OPENID_CONFIG_URL: "https://keycloak.auth.svc:8443/realms/x"';
  const hops = ['minio monitoring 9090', 'minio auth 8443'];

  expect(matrix(stack(`${metrics}, ${login}`))(hops, 'allowed')).toEqual([]);
  expect(matrix(stack(`${metrics}, ${login}`))(['ingester monitoring 9090', 'minio-job auth 8443'], 'stopped')).toEqual([]);
  expect(matrix(stack('MINIO_BROWSER_REDIRECT_URL: "https://minio.example.org"'))(['minio internet 443'], 'stopped')).toEqual([]);
});

test('an Ingress of the subchart MinIO lets in the namespace of Traefik', () => {
  const stack = (values: string) =>
    `${HEAD}traefik: {chart: 27.0.2}\nminio: {bundled: {existingSecret: minio}}\ntempo:\n  chart: 2.23.4\n  receivers: [otlp-grpc, zipkin]\n  values: {minio: {${values}}}\n`;

  expect(matrix(stack('consoleIngress: {enabled: true}'))(['traefik minio 9001'], 'allowed')).toEqual([]);
  expect(matrix(stack('consoleIngress: {enabled: true}'))(['traefik minio 9000', 'cart minio 9001'], 'stopped')).toEqual([]);
  expect(matrix(stack('ingress: {enabled: true}'))(['traefik minio 9000'], 'allowed')).toEqual([]);
  expect(matrix(stack('ingress: {enabled: false}'))(['traefik minio 9000', 'traefik minio 9001'], 'stopped')).toEqual([]);
});

describe('ports of the subchart MinIO that values set', () => {
  const stack = (values: string, chart = '2.23.4') =>
    `${HEAD}traefik: {chart: 27.0.2}\nminio: {bundled: {existingSecret: minio}}\ntempo:\n  chart: ${chart}\n  receivers: [otlp-grpc, zipkin]\n  values: {minio: {${values}}}\n`;
  const API = 'minioAPIPort: "9002"';
  const CONSOLE = 'consoleIngress: {enabled: true}, minioConsolePort';

  test('are those of its policies', () => {
    const more = ', mode: distributed, ingress: {enabled: true}, metrics: {serviceMonitor: {enabled: true}}';
    const senders = ['ingester', 'querier', 'minio-job', 'minio', 'traefik', 'monitoring'];

    expect(matrix(stack(API))(['ingester minio 9002', 'minio-job minio 9002'], 'allowed')).toEqual([]);
    expect(matrix(stack(API))(['ingester minio 9000', 'cart minio 9002', 'minio minio 9002'], 'stopped')).toEqual([]);
    expect(
      matrix(stack(API + more))(
        senders.map((sender) => `${sender} minio 9002`),
        'allowed',
      ),
    ).toEqual([]);
    expect(matrix(stack(`${CONSOLE}: "9090"`))(['traefik minio 9090'], 'allowed')).toEqual([]);
    expect(matrix(stack(`${CONSOLE}: "9090"`))(['traefik minio 9001', 'traefik minio 9000'], 'stopped')).toEqual([]);
  });

  test('are the usual ones, if they are no numbers or its release does not read them', () => {
    expect(matrix(stack('minioAPIPort: api'))(['ingester minio 9000'], 'allowed')).toEqual([]);
    expect(matrix(stack(`${CONSOLE}: console`))(['traefik minio 9001'], 'allowed')).toEqual([]);
    expect(matrix(stack(API, '1.6.4'))(['ingester minio 9000'], 'allowed')).toEqual([]);
  });
});

test("a policy of the subchart MinIO's own would have the same name", () => {
  const texts = (more: string) =>
    said(
      synthesizeText(
        `${HEAD}minio: {bundled: {existingSecret: minio}}\ntempo:\n  chart: 2.23.4\n  receivers: [otlp-grpc]\n${more}  values: {minio: {networkPolicy: {enabled: true}}}\n`,
      ),
      'error',
    );

  expect(texts('')).toEqual([
    expect.stringMatching(
      /tempo\.values\.minio\.networkPolicy\.enabled: makes a NetworkPolicy with the same name as that of networkPolicies \(line \d+\)/,
    ),
  ]);
  expect(texts('  fullnameOverride: traces\n')).toEqual([]);
});
