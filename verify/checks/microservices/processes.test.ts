import { saidOf, stackOf, verifiedStack } from '../../../test/verify-fixture';
import { deployment, inLab, tempoConfigMap } from '../fixture';

const CONFIG = tempoConfigMap({
  distributor: { receivers: { zipkin: null } },
  storage: { trace: { backend: 's3', s3: { access_key: '${KEY_ID}', secret_key: '${SECRET_KEY}' } } },
});
const ARGS = ['-config.file=/conf/tempo.yaml', '-config.expand-env=true'];
const BOTH = [
  { name: 'KEY_ID', value: 'a' },
  { name: 'SECRET_KEY', value: 'b' },
];

/** A process of Tempo, or a container beside it without its configuration. */
const running = (name: string, { args = ARGS, env = BOTH, envFrom = [] }: { args?: string[]; env?: object[]; envFrom?: object[] } = {}) =>
  deployment(`tempo-${name}`, {
    containers: [{ name, image: 'grafana/tempo:2.6.1', args, env, envFrom, volumeMounts: [{ name: 'config', mountPath: '/conf' }] }],
    volumes: [{ name: 'config', configMap: { name: 'tempo-config' } }],
  });

async function said(...workloads: ReturnType<typeof deployment>[]): Promise<string[]> {
  const place = { file: 'dist/lab/applications.k8s.yaml', name: 'lab-tempo' };
  const objects = [CONFIG, ...workloads].map((object) => inLab(object, { place, rendered: true }));
  const { clusters } = await verifiedStack({ ...stackOf(), objects });
  return clusters.flatMap((cluster) => saidOf(cluster, 'microservices'));
}

test('a process with the flag and the variables passes', async () => {
  expect(await said(running('querier'))).toEqual([]);
});

test('several processes without the flag are grouped, each with its key of the values', async () => {
  const [file = ''] = ARGS;
  expect(await said(running('querier', { args: [file] }), running('query-frontend', { args: [file, '-config.expand-env=false'] }))).toEqual(
    [
      'error: Deployment tempo-querier (also Deployment tempo-query-frontend): lacks -config.expand-env=true, which expands ${KEY_ID} and ${SECRET_KEY} in ConfigMap tempo-config; add it to querier.extraArgs and queryFrontend.extraArgs in the values of lab-tempo',
    ],
  );
});

test('of two flags, the last one counts', async () => {
  expect(await said(running('querier', { args: [...ARGS, '-config.expand-env=false'] }))).toEqual([
    'error: Deployment tempo-querier (container querier): has -config.expand-env=false after -config.expand-env=true, and the last one counts, so ${KEY_ID} and ${SECRET_KEY} in ConfigMap tempo-config stay as they are; remove -config.expand-env=false',
  ]);
  expect(await said(running('querier', { args: ['-config.expand-env=false', ...ARGS] }))).toEqual([]);
});

test('a variable with a similar name is suggested for renaming', async () => {
  expect(await said(running('querier', { env: [{ name: 'KEY_IDS', value: 'a' }, ...BOTH.slice(1)] }))).toEqual([
    'error: Deployment tempo-querier (container querier): has no variable KEY_ID, which ConfigMap tempo-config uses; add it to querier.extraEnv in the values of lab-tempo, or rename KEY_IDS there',
  ]);
});

test('a variable without a value counts as missing', async () => {
  expect(await said(running('querier', { env: [{ name: 'KEY_ID' }, ...BOTH.slice(1)] }))).toEqual([
    expect.stringContaining('has no variable KEY_ID, which ConfigMap tempo-config uses'),
  ]);
});

test('credentials and the flag are for processes of Tempo only', async () => {
  const envFrom = [{ secretRef: { name: 'login', optional: true } }];
  const start = 'error: Deployment tempo-gateway (container gateway):';
  expect(
    await said(running('querier', { envFrom }), running('gateway', { args: ['-config.expand-env'], env: BOTH.slice(1), envFrom })),
  ).toEqual([
    `${start} has SECRET_KEY and Secret login, but does not run Tempo; set them for each microservice instead of globally`,
    `${start} has the flag -config.expand-env, but does not run Tempo, and cannot start with it; set it for each microservice instead of in global.extraArgs`,
  ]);
});

test('variables in the part of one microservice are for that one and for a single process', async () => {
  const remote = tempoConfigMap({
    distributor: { receivers: { zipkin: null } },
    metrics_generator: { storage: { remote_write: [{ url: 'http://prometheus', basic_auth: { password: '${PASSWORD}' } }] } },
  });
  const withTarget = (target: string) => [...ARGS, `-target=${target}`];
  const processes = ['querier', 'metrics-generator', 'all'].map((target) => running(target, { args: withTarget(target), env: [] }));
  const place = { file: 'dist/lab/applications.k8s.yaml', name: 'lab-tempo' };
  const objects = [remote, ...processes].map((object) => inLab(object, { place, rendered: true }));

  const { clusters } = await verifiedStack({ ...stackOf(), objects });

  expect(clusters.flatMap((cluster) => saidOf(cluster, 'microservices'))).toEqual([
    expect.stringContaining('Deployment tempo-metrics-generator (also Deployment tempo-all): has no variable PASSWORD'),
  ]);
});
