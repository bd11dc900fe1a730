import { saidOf, stackOf, verifiedStack } from '../../../test/verify-fixture';
import { NOTHING_DECLARED } from '../../world/declared';
import { deployment, inLab, tempoConfigMap } from '../fixture';

const NAME = 'REMOTE_WRITE_PASSWORD';
const CONFIG = tempoConfigMap({
  distributor: { receivers: { zipkin: { endpoint: '0.0.0.0:9411' } } },
  metrics_generator: { storage: { remote_write: [{ url: 'http://192.0.2.1', basic_auth: { password: `\${${NAME}}` } }] } },
});
const variable = (key: string, name = 'login') => ({ name: NAME, valueFrom: { secretKeyRef: { name, key } } });
const RIGHT = variable('password');

const running = (target: string, env: readonly object[]) =>
  deployment(`tempo-${target}`, {
    containers: [
      {
        ...{ name: target, image: 'grafana/tempo:2.10.5', env },
        args: [`-target=${target}`, '-config.file=/conf/tempo.yaml', '-config.expand-env=true'],
        volumeMounts: [{ name: 'config', mountPath: '/conf' }],
      },
    ],
    volumes: [{ name: 'config', configMap: { name: 'tempo-config' } }],
  });

async function said(processes: Readonly<Record<string, readonly object[]>>): Promise<string[]> {
  const declared = {
    ...NOTHING_DECLARED,
    credentials: [{ by: ['metricsGenerator' as const], variables: [RIGHT] }],
    objects: [{ kind: 'Secret' as const, name: 'login', namespace: 'lab', keys: ['user', 'password'] }],
  };
  const objects = [CONFIG, ...Object.entries(processes).map(([target, env]) => running(target, env))].map((object) => inLab(object));
  const { clusters } = await verifiedStack({ ...stackOf(), declared, objects });
  return clusters.flatMap((cluster) => saidOf(cluster, 'microservices'));
}

test('the process that uses a credential has it, and others have other variables', async () => {
  expect(await said({ 'metrics-generator': [RIGHT], distributor: [{ name: 'GOGC', value: '80' }] })).toEqual([]);
  expect(await said({ all: [RIGHT] })).toEqual([]);
});

test('a process that uses a credential without having it is an error', async () => {
  expect(await said({ 'metrics-generator': [], distributor: [] })).toEqual([
    expect.stringContaining(
      'error: Deployment tempo-metrics-generator (container metrics-generator): has no variable REMOTE_WRITE_PASSWORD',
    ),
  ]);
});

test('another process that has it is an error', async () => {
  expect(await said({ 'metrics-generator': [RIGHT], distributor: [RIGHT] })).toEqual([
    'error: Deployment tempo-distributor (container distributor): has REMOTE_WRITE_PASSWORD, which only the metrics-generator uses; set it only for that microservice',
  ]);
});

test.each([
  ['another key', variable('user'), 'from key user of Secret login'],
  ['plain text', { name: NAME, value: 'hunter2' }, 'set in plain text'],
])('%s is an error', async (_what, env, source) => {
  expect(await said({ 'metrics-generator': [env] })).toEqual([
    `error: Deployment tempo-metrics-generator (container metrics-generator): ${NAME} is ${source}, but the cluster file has key password of Secret login; run \`npm run synth\``,
  ]);
});
