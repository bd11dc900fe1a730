import { dump } from 'js-yaml';
import { saidOf, stackOf, verifiedStack } from '../../../test/verify-fixture';
import { notProvenIn } from '../../report/report';
import type { Manifest } from '../../stack';
import { deployment, inLab } from '../fixture';

const CONFIG = {
  server: { http_listen_port: 3200 },
  distributor: { receivers: { zipkin: { endpoint: '0.0.0.0:9411' } } },
  ingester: { lifecycler: { ring: { replication_factor: 3 } } },
  storage: { trace: { backend: 'local' } },
};

interface Part {
  readonly target: string;
  /** Null for a workload that does not say. @default 1 */
  readonly replicas?: number | null;
  readonly args?: readonly string[];
  readonly probe?: string;
}

const PARTS: readonly Part[] = [{ target: 'distributor' }, { target: 'ingester', replicas: 3 }];

interface Lab {
  readonly config?: object;
  readonly text?: string;
  readonly overrides?: string;
  readonly parts?: readonly Part[];
  readonly image?: string;
  readonly more?: readonly Manifest[];
}

const workload = ({ target, replicas = 1, args = [], probe }: Part, image: string): Manifest => {
  const made = deployment(`tempo-${target}`, {
    containers: [
      {
        name: target,
        image,
        args: [`-target=${target}`, '-config.file=/conf/tempo.yaml', ...args],
        ...(probe && { readinessProbe: { httpGet: { path: probe, port: 3200 } } }),
        volumeMounts: [
          { name: 'config', mountPath: '/conf' },
          { name: 'overrides', mountPath: '/overrides' },
        ],
      },
    ],
    volumes: ['config', 'overrides'].map((name) => ({ name, configMap: { name: `tempo-${name}` } })),
  });
  return { ...made, spec: { ...(made.spec as object), ...(replicas !== null && { replicas }) } };
};

const configMap = (name: string, data: Record<string, string>): Manifest => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } },
  data,
});

async function report({ config = CONFIG, text, overrides, parts = PARTS, image = 'grafana/tempo:2.10.5', more = [] }: Lab) {
  const limits = overrides === undefined ? {} : { overrides: { per_tenant_override_config: '/overrides/limits.yaml' } };
  const objects = [
    configMap('tempo-config', { 'tempo.yaml': text ?? dump({ ...config, ...limits }) }),
    configMap('tempo-overrides', { 'limits.yaml': overrides ?? '' }),
    ...parts.map((part) => workload(part, image)),
    ...more,
  ];
  const { clusters } = await verifiedStack({ ...stackOf(), objects: objects.map((object) => inLab(object)) });
  return clusters;
}

const said = async (lab: Lab): Promise<string[]> => (await report(lab)).flatMap((cluster) => saidOf(cluster, 'configuration'));

const FILE = 'error: ConfigMap tempo-config (tempo.yaml):';

test('a configuration that fits passes', async () => {
  expect(await said({})).toEqual([]);
  expect(await said({ overrides: 'overrides: { single-tenant: { ingestion: { rate_limit_bytes: 5, burst_size_bytes: 5 } } }' })).toEqual(
    [],
  );
});

describe('a field', () => {
  test('that is unknown is an error with the nearest one', async () => {
    expect(await said({ config: { ...CONFIG, querier: { max_concurrent_querys: 5 } } })).toEqual([
      `${FILE} querier.max_concurrent_querys is an unknown field, and no process of Tempo 2.10.5 starts with it; did you mean max_concurrent_queries?`,
    ]);
  });

  test('with a wrong type is an error, unless a variable may become the right one', async () => {
    const querier = (value: unknown) => ({ config: { ...CONFIG, querier: { max_concurrent_queries: value } } });
    expect(await said(querier('many'))).toEqual([
      `${FILE} querier.max_concurrent_queries is the text many, and no process of Tempo 2.10.5 starts with it; use an integer`,
    ]);
    expect(await said(querier('${QUERIES:-5}'))).toEqual([]);
  });

  test('that is there twice is an error', async () => {
    expect(await said({ text: `${dump(CONFIG)}storage:\n  trace: {}\n` })).toEqual([
      expect.stringMatching(/^error: ConfigMap tempo-config \(tempo.yaml\): is not valid YAML: duplicated mapping key/),
    ]);
  });

  test('is judged in the file of overrides too', async () => {
    const limits = 'error: ConfigMap tempo-overrides (limits.yaml): overrides';
    expect(await said({ overrides: 'overrides: text' })).toEqual([
      `${limits} is the text text, and no process of Tempo 2.10.5 starts with it; use a map`,
    ]);
    expect(await said({ overrides: 'overrides: { a: { ingestion: {} }, b: { max_traces_per_user: 1 } }' })).toContain(
      `${limits}.b.max_traces_per_user is of another format of the overrides than ingestion, and no process of Tempo 2.10.5 starts with both; use one format for all`,
    );
  });

  test.each([
    ['grafana/tempo:9.0.0', 'fields of ConfigMap tempo-config: those of Tempo 9.0.0 are not known'],
    ['grafana/tempo:main', 'fields of ConfigMap tempo-config: the version of Tempo is not in its image'],
  ])('is not judged in %s', async (image, text) => {
    const lab = { image, config: { ...CONFIG, unknown: {} } };
    expect(await said(lab)).toEqual([]);
    expect((await report(lab)).flatMap(notProvenIn)).toContainEqual(expect.stringContaining(text));
  });
});

test('the last -target counts', async () => {
  const parts = [{ target: 'distributor', args: ['-target=querier'] }, ...PARTS.slice(1)];
  expect(await said({ parts })).toEqual([
    'error: Deployment tempo-distributor (container distributor): has -target=querier after -target=distributor, and the last one counts, so nothing here runs the distributor; remove -target=querier',
  ]);
  expect(await said({ parts: [{ target: 'distributor', args: ['-target=distributor'] }, ...PARTS.slice(1)] })).toEqual([]);
});

test('one ingester is too few for three copies, and enough for one or two', async () => {
  const one = (factor: number) => ({
    parts: [{ target: 'ingester' }],
    config: { ...CONFIG, ingester: { lifecycler: { ring: { replication_factor: factor } } } },
  });
  expect(await said(one(3))).toEqual([
    'error: Deployment tempo-ingester: there is 1 ingester, but ingester.lifecycler.ring.replication_factor is 3, so every write fails; run 2 or more, or set it to 1',
  ]);
  expect(await said(one(1))).toEqual([]);
  expect(await said(one(2))).toEqual([]);
  expect(await said({ parts: [{ target: 'ingester', replicas: 2 }] })).toEqual([]);
});

describe('an autoscaler', () => {
  const scaler = (kind: string, target: string, spec: object): Manifest => ({
    ...{ apiVersion: 'autoscaling/v2', kind, metadata: { name: 'a' } },
    spec: { scaleTargetRef: { kind: 'Deployment', name: `tempo-${target}` }, ...spec },
  });
  const one = { parts: [{ target: 'distributor' }, { target: 'ingester' }] };
  const hpa = (target: string, spec: object) => scaler('HorizontalPodAutoscaler', target, spec);

  test('runs at least its minimum', async () => {
    expect(await said({ ...one, more: [hpa('ingester', { minReplicas: 2 })] })).toEqual([]);
    expect(await said({ parts: [{ target: 'ingester', replicas: null }], more: [hpa('ingester', { minReplicas: 2 })] })).toEqual([]);
    expect(await said({ ...one, more: [scaler('ScaledObject', 'ingester', { minReplicaCount: 2 })] })).toEqual([]);
    expect(await said({ parts: [{ target: 'ingester', replicas: null }] })).toEqual([]);
  });

  test('that may leave too few ingesters is an error', async () => {
    expect(await said({ ...one, more: [hpa('ingester', { maxReplicas: 5 })] })).toEqual([
      'error: Deployment tempo-ingester: the autoscaler may scale down to 1 ingester, but ingester.lifecycler.ring.replication_factor is 3, so every write then fails; run at least 2, or set it to 1',
    ]);
    expect(await said({ ...one, more: [scaler('ScaledObject', 'ingester', {})] })).toEqual([
      expect.stringContaining('the autoscaler may scale down to 0 ingesters'),
    ]);
  });

  test('of another process changes nothing', async () => {
    expect(await said({ ...one, more: [hpa('distributor', { maxReplicas: 5 })] })).toEqual([
      expect.stringContaining('there is 1 ingester'),
    ]);
  });

  test('with a minimum above 1 runs several single processes', async () => {
    expect(await said({ parts: [{ target: 'all' }], more: [hpa('all', { minReplicas: 2 })] })).toEqual([
      expect.stringContaining('runs 2 pods with -target=all'),
    ]);
  });
});

test('a single process has one pod', async () => {
  expect(await said({ parts: [{ target: 'all', replicas: 2 }] })).toEqual([
    expect.stringMatching(/^error: Deployment tempo-all: runs 2 pods with -target=all, .*; set spec.replicas to 1, or use microservices$/),
  ]);
  expect(await said({ parts: [{ target: 'all' }] })).toEqual([]);
});

test('multitenancy is the same for all processes', async () => {
  const parts = [...PARTS, { target: 'querier', args: ['-multitenancy.enabled=true'] }];
  expect(await said({ parts })).toEqual([
    'error: Deployment tempo-querier (container querier): has multitenancy on, unlike tempo-distributor, so they do not find the same traces; set multitenancy_enabled for all processes',
  ]);
  expect(await said({ parts, config: { ...CONFIG, multitenancy_enabled: true } })).toEqual([]);
  const bare = [...PARTS, { target: 'querier', args: ['-multitenancy.enabled'] }];
  expect(await said({ parts: bare })).toEqual([expect.stringContaining('has multitenancy on')]);
});

test('a probe asks below the prefix of the server', async () => {
  const parts = [{ target: 'querier', probe: '/ready' }];
  expect(await said({ parts, config: { ...CONFIG, server: { http_path_prefix: '/tempo' } } })).toEqual([
    expect.stringMatching(/^error: Deployment tempo-querier \(container querier\): readinessProbe asks for \/ready, but /),
  ]);
  expect(await said({ parts, config: { ...CONFIG, http_api_prefix: '/tempo' } })).toEqual([]);
  expect(await said({ parts: [{ target: 'querier', probe: '/ready', args: ['-server.path-prefix=/tempo'] }] })).toEqual([
    expect.stringContaining('readinessProbe asks for /ready'),
  ]);
});

describe('with Kafka', () => {
  const kafka = (partitions: number, stores: number, builders: number): Lab => ({
    image: 'grafana/tempo:3.0.3',
    parts: [
      { target: 'live-store', replicas: stores },
      { target: 'block-builder', replicas: builders },
    ],
    config: {
      storage: { trace: { backend: 'local' } },
      ingest: { kafka: { address: 'kafka:9092', auto_create_topic_default_partitions: partitions } },
      block_builder: { partitions_per_instance: 1 },
    },
  });

  test.each([
    [3, 3, 3, []],
    [6, 3, 3, []],
    [1, 3, 3, ['error: Deployment tempo-live-store: 3 live-stores take 3 partitions, but the topic is created with 1']],
    [3, 3, 1, ['error: Deployment tempo-block-builder: 3 live-stores take 3 partitions, but the block-builders read 1']],
    [3, 2, 3, ['warning: Deployment tempo-block-builder: 3 block-builders with 1 partition each, but 2 live-stores']],
  ])('%i partitions, %i live-stores and %i block-builders', async (partitions, stores, builders, starts) => {
    expect(await said(kafka(partitions, stores, builders))).toEqual(starts.map((start) => expect.stringContaining(start)));
  });
});
