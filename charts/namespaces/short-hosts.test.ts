/** Hosts without a namespace, which each pod looks up in its own. */
import { said, synthesizeText } from '../../test/synthesis';

const HEAD = 'domain: example.org\ngitops: {repoURL: "https://git.example.org/tracing.git"}\n';
const cluster = (endpoint: string, more: string) =>
  `${HEAD}${more}tempo:\n  chart: 2.26.2\n  receivers: [otlp-grpc, otlp-http]\n  storage: {bucket: traces, endpoint: "${endpoint}"}\n  credentials: {existing: {}}\n`;
const warnings = (endpoint: string, more: string) =>
  said(synthesizeText(cluster(endpoint, more)), 'warning').filter((line) => line.includes('looked up'));

const S3 = 's3.example.org';
const TOLD = 'tempo.storage.endpoint: minio is looked up in the namespace of each pod that uses it: tracing and';

test.each([
  ['minio: {adminSecret: admin}\n', `${TOLD} tempo-bootstrap; write minio.tracing.svc if it is a Service there`],
  ['minio: {adminSecret: admin, namespace: s3}\n', `${TOLD} s3; write minio.tracing.svc`],
  ['bucket: {adminSecret: admin}\n', `${TOLD} tempo-bootstrap; write minio.tracing.svc`],
])('the storage is looked up by Tempo and by the Job: %s', (more, expected) => {
  expect(warnings('minio:9000', more)).toEqual([expect.stringContaining(expected)]);
  expect(warnings('minio.storage:9000', more)).toEqual([]);
});

test.each(['', 'bucket: {}\n', 'minio: {adminSecret: admin, namespace: tracing}\n'])('in one namespace, it is one server: %s', (more) => {
  expect(warnings('minio:9000', more)).toEqual([]);
});

const external = (endpoint: string) => `collector: {external: {endpoint: "${endpoint}"}}\ntraefik: {chart: 40.1.0}\n`;
const SHOP = 'senders: {workloads: [{namespace: shop, receiver: otlp-http}, {namespace: other, receiver: otlp-grpc}]}\n';

test('a collector is looked up by Traefik and by applications', () => {
  expect(warnings(S3, external('otel:4318') + SHOP)).toEqual([
    expect.stringContaining('collector.external.endpoint: otel is looked up in the namespace of each pod that uses it: traefik and shop'),
  ]);
  expect(warnings(S3, external('otel.observability:4318') + SHOP)).toEqual([]);
  expect(warnings(S3, external('otel:4318'))).toEqual([]);
});

test.each(['localhost:4318', 'LOCALHOST:4318'])('a sidecar at %s is not looked up', (endpoint) => {
  expect(warnings(S3, external(endpoint) + SHOP)).toEqual([]);
});
