import { load } from 'js-yaml';
import { helmValuesOf, said, synthesizeStorage } from '../../../test/synthesis';
import { COPIES, SIZES, WORKLOAD_SIZES } from './sizes';

type Tree = Record<string, { readonly replicas?: number; readonly affinity?: string; readonly [key: string]: unknown }>;

const synthesis = (size: string, { chart = 'chart: 2.26.2', more = '' } = {}) =>
  synthesizeStorage('endpoint: s3.example.org', { chart, more: `  size: ${size}\n${more}` });
const valuesOf = (...props: Parameters<typeof synthesis>) => helmValuesOf<Tree>(synthesis(...props));

test('each size has enough ingesters for its copies, and ha survives the loss of one', () => {
  for (const size of SIZES) {
    const needed = Math.floor(COPIES[size] / 2) + 1;
    expect(WORKLOAD_SIZES.ingester.replicas?.[size]).toBeGreaterThanOrEqual(size === 'small' ? needed : needed + 1);
  }
});

test('small runs one pod of each process, with one copy of each trace', () => {
  const { distributor, ingester, querier, queryFrontend, compactor } = valuesOf('small');

  expect([distributor, ingester, querier, queryFrontend, compactor].map((values) => values?.replicas)).toEqual([1, 1, 1, 1, 1]);
  expect(ingester).toMatchObject({ config: { replication_factor: 1 }, resources: { limits: { memory: '4Gi' } } });
  expect(querier).not.toHaveProperty('affinity');
});

test('medium runs on any number of nodes, and ha never runs two ingesters on one', () => {
  const required = (text = '') => JSON.stringify(load(text) ?? {}).includes('required');

  expect(required(valuesOf('medium').querier?.affinity)).toBe(false);
  expect(valuesOf('medium').querier?.affinity).toContain('app.kubernetes.io/component: querier');
  expect(required(valuesOf('ha').ingester?.affinity)).toBe(true);
  expect(valuesOf('ha').querier).not.toHaveProperty('affinity');
  expect(synthesis('ha').clusters[0]?.requirements.join()).toContain('three nodes or more');
});

test('the affinity is for the pods of the release, whatever its name is', () => {
  const selectorOf = (text = '') => JSON.stringify(load(text));
  const named = (more: string) => selectorOf(valuesOf('ha', { more }).ingester?.affinity);

  expect(named('  releaseName: my-tempo\n')).toContain('"app.kubernetes.io/instance":"my-tempo"');
  expect(named('  releaseName: my-tempo\n  fullnameOverride: obs\n')).toContain('"app.kubernetes.io/instance":"my-tempo"');
  expect(named('')).toContain('"app.kubernetes.io/instance":"tempo"');
});

test('ingesters in zones have the affinity of their zones', () => {
  const zones = '  values: {ingester: {zoneAwareReplication: {enabled: true}}}\n';

  expect(valuesOf('ha', { more: zones }).ingester).not.toHaveProperty('affinity');
  expect(valuesOf('ha', { more: zones }).ingester).toMatchObject({ replicas: 3 });
  expect(valuesOf('ha', { chart: 'chart: 1.12.0', more: zones }).ingester).toHaveProperty('affinity');
});

test('only processes that run have a size', () => {
  const kafka = { chart: 'chart: 3.3.0', more: '  kafka: {address: "kafka:9092", partitions: 5}' };
  const values = valuesOf('ha', kafka);

  expect(values).not.toHaveProperty('ingester');
  expect(values).not.toHaveProperty('metricsGenerator');
  expect(values.liveStore).toMatchObject({ replicas: 5, resources: { requests: { cpu: '1000m' } } });
  expect(values.backendScheduler).not.toHaveProperty('replicas');
  expect(values.backendWorker).toMatchObject({ replicas: 3, podDisruptionBudget: { enabled: true }, maxUnavailable: 1 });
  const worker = (size: string, own: string) =>
    valuesOf(size, { ...kafka, more: `${kafka.more}\n  values: {backendWorker: {${own}}}` }).backendWorker;
  expect(worker('small', 'replicas: 2')).toMatchObject({ podDisruptionBudget: { enabled: true }, maxUnavailable: 1 });
  expect(worker('ha', 'replicas: 1')).not.toHaveProperty('podDisruptionBudget');
  expect(worker('ha', 'autoscaling: {enabled: true}')).not.toHaveProperty('podDisruptionBudget');
  expect(worker('ha', 'autoscaling: {enabled: true}, replicas: 2')).toMatchObject({ podDisruptionBudget: { enabled: true } });
});

test('several backend-workers have a budget without a size too, or their chart would fail', () => {
  const workers = (replicas: string) => {
    const more = `  kafka: {address: "kafka:9092", partitions: 1}\n  values: {backendWorker: {replicas: ${replicas}}}`;
    const synthesized = synthesizeStorage('endpoint: s3.example.org', { chart: 'chart: 3.3.0', more });
    return helmValuesOf<Tree>(synthesized).backendWorker;
  };

  expect(workers('2')).toEqual({ replicas: 2, podDisruptionBudget: { enabled: true }, maxUnavailable: 1 });
  expect(workers('1')).toEqual({ replicas: 1 });
});

test("the user's values win, and leave the rest of the size", () => {
  const more = '  values: {ingester: {replicas: 5, resources: {limits: {memory: 16Gi}}}, querier: {autoscaling: {enabled: true}}}';
  const { ingester, querier } = valuesOf('medium', { more });

  expect(said(synthesis('medium', { more }))).toEqual([]);
  expect(ingester).toMatchObject({
    replicas: 5,
    resources: { limits: { memory: '16Gi' }, requests: { memory: '4Gi' } },
    config: { replication_factor: 3 },
  });
  expect(querier).not.toHaveProperty('replicas');
});

test('an autoscaler is on by whatever Helm takes for true', () => {
  const pods = (enabled: string) => valuesOf('medium', { more: `  values: {querier: {autoscaling: {enabled: ${enabled}}}}` }).querier;

  expect(pods('"true"')).not.toHaveProperty('replicas');
  expect(pods('""')).toHaveProperty('replicas');
});

test('the chart tempo is small', () => {
  expect(valuesOf('small', { chart: 'monolithic: 2.2.4' })).toMatchObject({ tempo: { resources: { limits: { memory: '4Gi' } } } });
  expect(said(synthesis('ha', { chart: 'monolithic: 2.2.4' }))).toEqual([
    expect.stringMatching(/ tempo\.size: ha needs microservices, .*; use small, or tempo\.chart$/),
  ]);
});
