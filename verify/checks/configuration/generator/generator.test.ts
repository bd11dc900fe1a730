import type { MetricsGeneratorConfig } from '../../../../charts/tempo/metrics-generator/config';
import { saidOf, stackOf, verifiedStack } from '../../../../test/verify-fixture';
import { NOTHING_DECLARED } from '../../../world/declared';
import { deployment, inLab, tempoConfigMap } from '../../fixture';

const URL = 'http://192.0.2.1/api/v1/push';
const DECLARED: MetricsGeneratorConfig = {
  remoteWrite: URL,
  processors: ['service-graphs', 'span-metrics'],
  dimensions: ['http.method'],
  headers: { 'X-Scope-OrgID': 'a' },
  basicAuth: { secret: 'login', username: 'user', password: 'password' },
};
const ITEM = {
  url: URL,
  headers: { 'X-Scope-OrgID': 'a', 'X-More': 'b' },
  basic_auth: { username: '${REMOTE_WRITE_USERNAME}', password: '${REMOTE_WRITE_PASSWORD}' },
};
const DIMENSIONS = { span_metrics: { dimensions: ['more', 'http.method'] }, service_graphs: { dimensions: ['http.method'] } };

interface Lab {
  readonly items?: readonly object[];
  readonly processor?: object;
  readonly overrides?: object;
  readonly target?: string;
  readonly declared?: object;
}

const NESTED = { defaults: { metrics_generator: { processors: ['span-metrics', 'local-blocks', 'service-graphs'] } } };

async function said({ items = [ITEM], processor = DIMENSIONS, overrides = NESTED, target = 'metrics-generator', declared: own }: Lab) {
  const config = tempoConfigMap({
    metrics_generator: { processor, storage: { path: '/wal', remote_write: items } },
    storage: { trace: { backend: 'local' } },
    overrides,
  });
  const variables = ['REMOTE_WRITE_USERNAME', 'REMOTE_WRITE_PASSWORD'];
  const process = deployment('tempo-metrics-generator', {
    containers: [
      {
        name: 'metrics-generator',
        image: 'grafana/tempo:2.10.5',
        args: [`-target=${target}`, '-config.file=/conf/tempo.yaml', '-config.expand-env=true'],
        env: variables.map((name) => ({ name, value: 'x' })),
        volumeMounts: [{ name: 'config', mountPath: '/conf' }],
      },
    ],
    volumes: [{ name: 'config', configMap: { name: 'tempo-config' } }],
  });
  const declared = { ...NOTHING_DECLARED, ...(own ?? { generator: DECLARED }) };
  const { clusters } = await verifiedStack({ ...stackOf(), declared, objects: [config, process].map((object) => inLab(object)) });
  return clusters.flatMap((cluster) => saidOf(cluster, 'configuration'));
}

const FILE = 'error: ConfigMap tempo-config (tempo.yaml):';
const WRITE = `${FILE} metrics_generator.storage.remote_write`;

test('a metrics-generator that does more than the cluster file says passes', async () => {
  expect(await said({})).toEqual([]);
  expect(await said({ items: [{ url: 'http://192.0.2.2/api/v1/push' }, ITEM] })).toEqual([]);
  expect(await said({ overrides: { metrics_generator_processors: ['service-graphs', 'span-metrics'] } })).toEqual([]);
  expect(await said({ target: 'all' })).toEqual([]);
});

test.each<[string, Lab, string]>([
  ['a process of another kind', { target: 'querier' }, `${FILE} no process runs the metrics-generator of tempo.metricsGenerator`],
  [
    'a processor that is off',
    { overrides: { defaults: { metrics_generator: { processors: ['span-metrics'] } } } },
    `${FILE} overrides.defaults.metrics_generator.processors has no service-graphs, which tempo.metricsGenerator.processors lists`,
  ],
  ['another URL', { items: [{ ...ITEM, url: `${URL}/` }] }, `${WRITE} does not have the URL of tempo.metricsGenerator.remoteWrite`],
  [
    'a header with another value',
    { items: [{ ...ITEM, headers: { 'X-Scope-OrgID': 'b' } }] },
    `${WRITE} has no header X-Scope-OrgID as in tempo.metricsGenerator.headers`,
  ],
  [
    'a login without a password',
    { items: [{ ...ITEM, basic_auth: { username: ITEM.basic_auth.username } }] },
    `${WRITE} has no basic_auth.password with \${REMOTE_WRITE_PASSWORD}, as tempo.metricsGenerator.basicAuth needs it`,
  ],
  [
    'a dimension that is lost',
    { processor: { ...DIMENSIONS, service_graphs: {} } },
    `${FILE} metrics_generator.processor.service_graphs.dimensions has no http.method, which tempo.metricsGenerator.dimensions lists`,
  ],
])('%s is an error', async (_what, lab, expected) => {
  expect(await said(lab)).toEqual([expect.stringContaining(expected)]);
});

test("processors of the user's own values without a metrics-generator are a warning", async () => {
  const values = { tempo: { overrides: NESTED } };
  expect(await said({ target: 'querier', declared: { values } })).toEqual([
    'warning: ConfigMap tempo-config (tempo.yaml): overrides list span-metrics, local-blocks and service-graphs, but there is no metrics-generator, so there are no metrics; set tempo.metricsGenerator',
  ]);
  expect(await said({ target: 'querier', declared: { values: {} } })).toEqual([]);
  expect(await said({ declared: { values } })).toEqual([]);
});
