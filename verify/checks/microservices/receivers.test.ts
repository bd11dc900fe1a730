import { saidOf, stackOf, verifiedStack } from '../../../test/verify-fixture';
import { NOTHING_DECLARED } from '../../world/declared';
import { deployment, inLab, tempoConfigMap } from '../fixture';

/** The findings for a Tempo with these receivers in its configuration. */
async function said(receivers: object, version = '2.6.1'): Promise<string[]> {
  const args = ['-target=distributor', '-config.file=/conf/tempo.yaml'];
  const volumes = [{ name: 'config', configMap: { name: 'tempo-config' } }];
  const container = {
    name: 'distributor',
    image: `grafana/tempo:${version}`,
    args,
    volumeMounts: [{ name: 'config', mountPath: '/conf' }],
  };
  const objects = [
    inLab(deployment('tempo-distributor', { containers: [container], volumes })),
    inLab(tempoConfigMap({ distributor: { receivers } })),
  ];
  const declared = { ...NOTHING_DECLARED, receivers: ['zipkin'] as const };
  const { clusters } = await verifiedStack({ ...stackOf(), objects, declared });
  return clusters.flatMap((cluster) => saidOf(cluster, 'microservices'));
}

const DISTRIBUTOR = 'error: Deployment tempo-distributor:';

describe('a receiver without an endpoint', () => {
  test('is reachable up to Tempo 2.6', async () => {
    expect(await said({ zipkin: null }, '2.6.99')).toEqual([]);
  });

  test('listens on localhost from Tempo 2.7.0 on', async () => {
    const text = 'listens for zipkin on localhost only, where other pods cannot reach it; set its endpoint to 0.0.0.0:9411';
    expect(await said({ zipkin: null }, '2.7.0')).toEqual([`${DISTRIBUTOR} ${text}`]);
  });

  test('is not reported if the cluster file does not list it', async () => {
    expect(await said({ zipkin: { endpoint: '0.0.0.0:9411' }, jaeger: { protocols: { grpc: null } } }, '2.7.0')).toEqual([]);
  });
});

test.each(['localhost', '127.0.0.1', '[::1]'])('an endpoint on %s is reported for any version', async (host) => {
  const text = `listens for zipkin on ${host} only, where other pods cannot reach it; set its endpoint to 0.0.0.0:9411`;
  expect(await said({ zipkin: { endpoint: `${host}:9411` } })).toEqual([`${DISTRIBUTOR} ${text}`]);
});

test('unknown receivers and misspelled fields are reported, each by its own rule', async () => {
  const receivers = {
    zipkin: { endpiont: '0.0.0.0:9411' },
    otpl: {},
    'otlp/2': { protocol: {}, protocols: { grcp: {}, http: { endpont: ':4318', cors: {} } } },
  };
  expect(await said(receivers)).toEqual(
    [
      'unknown field distributor.receivers.zipkin.endpiont; did you mean endpoint?',
      'unknown receiver distributor.receivers.otpl; did you mean otlp?',
      'unknown field distributor.receivers.otlp/2.protocol; did you mean protocols?',
      'unknown field distributor.receivers.otlp/2.protocols.grcp; did you mean grpc?',
      'unknown field distributor.receivers.otlp/2.protocols.http.endpont; did you mean endpoint?',
    ].map((text) => `${DISTRIBUTOR} does not start: ${text}`),
  );
});

test('a misspelled option of a receiver is reported, and another one is not', async () => {
  const receivers = (grpc: object) => ({ zipkin: { endpoint: '0.0.0.0:9411' }, otlp: { protocols: { grpc } } });
  const endpoint = '0.0.0.0:4317';
  expect(await said(receivers({ endpoint, max_recv_msg_size: 50 }))).toEqual([
    `${DISTRIBUTOR} does not start: unknown field distributor.receivers.otlp.protocols.grpc.max_recv_msg_size; did you mean max_recv_msg_size_mib?`,
  ]);
  expect(await said(receivers({ endpoint, max_recv_msg_size_mib: 50, tls: {}, include_metadata: true }))).toEqual([]);
});

test.each(['10.0.0.1', '0.0.0.', '0.0.0'])('an endpoint on %s, which no pod has, is reported', async (host) => {
  const text = `does not start: it cannot listen for zipkin on ${host}, which is not an address of its pod; set its endpoint to 0.0.0.0:9411`;
  expect(await said({ zipkin: { endpoint: `${host}:9411` } })).toEqual([`${DISTRIBUTOR} ${text}`]);
});

test.each(['0.0.0.0', '[::]', 'tempo-distributor'])('an endpoint on %s is not reported', async (host) => {
  expect(await said({ zipkin: { endpoint: `${host}:9411` } })).toEqual([]);
});
