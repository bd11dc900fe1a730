/** Words and ports of Tempo's configuration with which it does not start. */
import { dump } from 'js-yaml';
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { checkChoices } from './choices';
import { checkListeners } from './listeners';

function said(config: object, target = 'all', image = 'grafana/tempo:2.10.5'): string[] {
  const metadata = { name: 'tempo', namespace: 'tracing' };
  const container = {
    ...{ name: 'tempo', image, args: ['-config.file=/conf/tempo.yaml', `-target=${target}`] },
    volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
  };
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'tempo.yaml': dump({ distributor: {}, ...config }) } },
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
      spec: { template: { spec: { containers: [container], volumes: [{ name: 'conf', configMap: { name: 'tempo' } }] } } },
    },
  ];
  const { tempos, world } = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  return tempos.flatMap((tempo) => [...checkChoices(tempo, world), ...checkListeners(tempo)]).map(sentence);
}

const FILE = 'ConfigMap tempo (tempo.yaml):';

test.each(['s3', 'gcs', 'azure', 'local', '${BACKEND}'])('the storage may be %s', (backend) => {
  expect(said({ storage: { trace: { backend } } })).toEqual([]);
});

test('another storage is an error', () => {
  expect(said({ storage: { trace: { backend: 'S3' } } })).toEqual([
    `${FILE} storage.trace.backend is S3, and Tempo does not start with it; use s3`,
  ]);
  expect(said({ storage: { trace: { backend: 'minio' } } })).toEqual([
    `${FILE} storage.trace.backend is minio, and Tempo does not start with it; use s3, gcs, azure or local`,
  ]);
});

test('each cache has roles that Tempo knows, and no other one has them', () => {
  const caches = (...roles: string[][]) => ({ cache: { caches: roles.map((each) => ({ roles: each, memcached: { host: 'cache' } })) } });
  expect(said(caches(['bloom', 'parquet-footer'], ['frontend-search']))).toEqual([]);
  expect(said(caches(['parquet-footers']))).toEqual([
    `${FILE} cache.caches[0].roles is parquet-footers, and Tempo does not start with it; use parquet-footer`,
  ]);
  expect(said(caches(['bloom'], ['bloom']))).toEqual([
    `${FILE} cache.caches[1].roles has bloom, which cache.caches[0].roles has too, so Tempo does not start; remove one of them`,
  ]);
});

describe('ports', () => {
  const receivers = (grpc: string, http: string, more: object = {}) => ({
    distributor: { receivers: { otlp: { protocols: { grpc: { endpoint: grpc }, http: { endpoint: http } } }, ...more } },
  });

  test('of two receivers differ', () => {
    expect(said(receivers('0.0.0.0:4317', '0.0.0.0:4318'))).toEqual([]);
    expect(said(receivers('0.0.0.0:4318', '0.0.0.0:4318'), 'distributor')).toEqual([
      `${FILE} the receiver otlp-grpc and the receiver otlp-http both listen on port 4318, and Tempo does not start with it; use another port for one of them`,
    ]);
  });

  test('of a receiver and of the servers differ', () => {
    expect(said(receivers('0.0.0.0:9095', '0.0.0.0:4318'))).toEqual([
      expect.stringContaining('server.grpc_listen_port and the receiver otlp-grpc'),
    ]);
    expect(said({ ...receivers('0.0.0.0:4317', '[::]:3200'), server: { http_listen_port: 3200 } })).toHaveLength(1);
  });

  test.each([
    ['other protocols', receivers('0.0.0.0:6831', '0.0.0.0:4318', { jaeger: { protocols: { thrift_compact: {} } } }), 'all'],
    ['other addresses', receivers('127.0.0.1:4318', '127.0.0.2:4318'), 'all'],
    ['a process without receivers', receivers('0.0.0.0:4318', '0.0.0.0:4318'), 'querier'],
  ])('may be the same for %s', (_what, config, target) => {
    expect(said(config, target)).toEqual([]);
  });
});

test('another program may know more', () => {
  expect(said({ storage: { trace: { backend: 'swift' } } }, 'all', 'example.org/traces:1.0.0')).toEqual([]);
});
