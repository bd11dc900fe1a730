import { load } from 'js-yaml';
import { bucketJobFile, helmValuesOf, objectsIn, ofComponent, said, synthesizeCluster, synthesizeText } from '../../test/synthesis';

const SCHEDULING = {
  nodeSelector: { pool: 'tracing' },
  tolerations: [{ key: 'dedicated', value: 'tracing', effect: 'NoSchedule' }],
  priorityClassName: 'tracing',
};
const TEXT = `scheduling: ${JSON.stringify(SCHEDULING)}\n`;
const { priorityClassName: _, ...NODES } = SCHEDULING;

const full = (...more: [string | RegExp, string][]) =>
  synthesizeCluster('full', ['domain: example.org\n', `domain: example.org\n${TEXT}`], ['2.12.4', '2.14.10'], ...more);

const stack = (tempo: string, more = '', scheduling = TEXT) =>
  synthesizeText(`
domain: example.org
gitops: {repoURL: "https://git.example.org/t.git"}
${scheduling}tempo:
  ${tempo}
  receivers: [otlp-grpc]
${more || '  storage: {bucket: traces, endpoint: s3.example.org}\n  credentials: {existing: {}}\n'}`);
const valuesOf = (...args: Parameters<typeof stack>) => helmValuesOf<Record<string, unknown>>(stack(...args));

describe('scheduling', () => {
  test('is in the values of every pod of every chart that this stack installs', () => {
    const synthesis = full();
    const values = helmValuesOf<Record<string, unknown>>(synthesis);

    for (const pods of ['distributor', 'ingester', 'compactor', 'querier', 'queryFrontend', 'memcached'])
      expect([pods, values[pods]]).toEqual([pods, expect.objectContaining(SCHEDULING)]);
    expect(values).not.toHaveProperty('gateway');
    expect(helmValuesOf(synthesis, 'traefik')).toMatchObject(SCHEDULING);
    expect(helmValuesOf(synthesis, 'linkerd')).toMatchObject({ webhook: NODES, namespaceMetadata: NODES });
  });

  test('is in the Job that creates the bucket, which runs again', () => {
    const synthesis = full();
    const job = objectsIn(synthesis, bucketJobFile(synthesis).split('/').at(-1)).find(({ kind }) => kind === 'Job');

    expect(job?.spec.template.spec).toMatchObject(SCHEDULING);
    expect(bucketJobFile(synthesis)).not.toBe(bucketJobFile(synthesizeCluster('full', ['2.12.4', '2.14.10'])));
  });

  test('is in the demo', () => {
    const demo = ofComponent(synthesizeCluster('seed', [/^gitops:/m, `${TEXT}gitops:`]), 'Application', 'emojivoto');
    const { patches } = demo.spec.sources[0].kustomize as { patches: { patch: string }[] };
    const fields = patches.flatMap(({ patch }) => load(patch) as { path: string; value: unknown }[]);

    for (const [field, value] of Object.entries(SCHEDULING))
      expect(fields).toContainEqual({ op: 'add', path: `/spec/template/spec/${field}`, value });
  });

  test('is what the cluster must have nodes and a PriorityClass for', () => {
    const { requirements } = full().clusters[0] ?? {};
    expect(requirements).toEqual(expect.arrayContaining(['nodes with the label pool: tracing', 'the PriorityClass tracing']));
    const builtIn = stack('chart: 2.26.2', '', 'scheduling: {priorityClassName: system-cluster-critical}\n').clusters[0]?.requirements;
    expect(builtIn?.join()).not.toContain('PriorityClass');
  });

  test('is not in the values of a Traefik that is installed elsewhere', () => {
    const { files } = stack('chart: 2.26.2', '', `${TEXT}traefik: {chart: 27.0.2}\n`);
    expect(files.get('test/values/traefik.yaml') ?? '').not.toContain('pool');
  });

  test('is at the top of the values of the chart tempo and of vulture', () => {
    const synthesis = stack('monolithic: 2.2.0', '', `${TEXT}vulture: {chart: 0.13.1}\n`);
    expect(helmValuesOf(synthesis)).toMatchObject(SCHEDULING);
    expect(helmValuesOf(synthesis, 'vulture')).toMatchObject(SCHEDULING);
  });

  test('is in what the user turns on, also by a text, which Helm takes for true', () => {
    const values = '  values: {gateway: {enabled: true}, memcachedBloom: {enabled: true}, memcached: {enabled: false}}';
    expect(valuesOf(`chart: 2.26.2\n${values}`)).toMatchObject({
      gateway: { enabled: true, ...SCHEDULING },
      memcachedBloom: { enabled: true, ...SCHEDULING },
      memcached: { enabled: false },
    });
    expect(valuesOf(`chart: 2.26.2\n${values}`).memcached).toEqual({ enabled: false });
    expect(valuesOf('chart: 2.26.2\n  values: {gateway: {enabled: "true"}}').gateway).toEqual({ enabled: 'true', ...SCHEDULING });
  });

  test.each([
    ['1.12.0', true],
    ['1.13.2', false],
  ])('is that of each zone of ingesters, in releases with zones: %s', (chart, expected) => {
    const values = valuesOf(`chart: ${chart}\n  values: {ingester: {zoneAwareReplication: {enabled: true}}}`);

    expect('nodeSelector' in (values.ingester as object)).toBe(expected);
  });

  test.each([
    ['{enabled: true}', ['zoneAwareReplication: does not get the nodeSelector of scheduling (line']],
    ['{enabled: true, zones: [{name: zone-a, nodeSelector: {pool: a}}, {name: zone-b}]}', ['zoneAwareReplication.zones: does not']],
    ['{enabled: true, zones: [{name: zone-a, nodeSelector: {pool: a}}, {name: zone-b, nodeSelector: null}]}', []],
    ['{enabled: false}', []],
  ])('of zones without one is told: %s', (zones, expected) => {
    const told = said(
      stack(`chart: 1.62.1\n  values: {rollout_operator: {enabled: true}, ingester: {zoneAwareReplication: ${zones}}}`),
      'warning',
    );
    expect(told.filter((line) => line.includes('nodeSelector'))).toEqual(expected.map((text) => expect.stringContaining(text)));
  });

  test('is not in the values of the exporter, which runs in the pods of the caches', () => {
    const { memcached, memcachedExporter } = valuesOf('chart: 2.26.2\n  values: {memcachedExporter: {enabled: true}}');
    expect(memcached).toMatchObject(SCHEDULING);
    expect(memcachedExporter).toEqual({ enabled: true });
  });
});

describe('values of the user', () => {
  test('win, with a note', () => {
    const own = 'values: {querier: {nodeSelector: {disk: ssd}, tolerations: []}, global: {priorityClassName: high}}';
    const synthesis = stack(`chart: 2.26.2\n  ${own}`);

    expect(helmValuesOf(synthesis)).toMatchObject({
      querier: { nodeSelector: { disk: 'ssd' }, tolerations: [] },
      ingester: NODES,
    });
    expect(helmValuesOf<{ querier: object }>(synthesis).querier).not.toHaveProperty('nodeSelector.pool');
    expect(JSON.stringify(helmValuesOf(synthesis))).not.toContain('"priorityClassName":"tracing"');
    expect(said(synthesis, 'note').filter((line) => line.includes('scheduling'))).toEqual(
      ['global.priorityClassName', 'querier.nodeSelector', 'querier.tolerations'].map((path) =>
        expect.stringContaining(`tempo.values.${path}: replaces that of scheduling.${path.split('.')[1]}`),
      ),
    );
  });
});

describe('a chart without a value for it', () => {
  const notes = (...args: Parameters<typeof stack>) => said(stack(...args), 'note').filter((line) => line.includes('does not reach'));
  const generator = '\n  metricsGenerator: {remoteWrite: "http://prometheus:9090/api/v1/write"}';
  const bundled = 'minio: {bundled: {existingSecret: root}}\n';

  test('is a note with the release that has one', () => {
    expect(notes(`chart: 1.2.8${generator}`)).toEqual([
      expect.stringMatching(
        /priorityClassName: does not reach tempo-metrics-generator of tempo-distributed 1\.2\.8, .*; pin tempo\.chart 1\.2\.9/,
      ),
    ]);
    expect(notes(`chart: 1.2.9${generator}`)).toEqual([]);
    expect(notes('chart: 1.2.8')).toEqual([]);
  });

  test.each([
    ['1.2.0', 'Job tempo-minio-make-bucket-job', {}],
    ['2.26.2', 'Job tempo-minio-make-bucket-job', { makeBucketJob: NODES }],
  ])('is that of the Jobs of its own MinIO: %s', (chart, jobs, values) => {
    expect(notes(`chart: ${chart}`, bundled)).toEqual([expect.stringContaining(`does not reach ${jobs} of tempo-distributed ${chart}`)]);
    expect(valuesOf(`chart: ${chart}`, bundled).minio).toMatchObject({ ...SCHEDULING, ...values });
  });

  test.each([
    ['2.13.7', 2, { webhook: NODES }],
    ['2.14.0', 0, { webhook: NODES, namespaceMetadata: NODES }],
  ])('is that of the hook of the Jaeger extension: %s', (version, count, values) => {
    const synthesis = synthesizeCluster('seed', [/^gitops:/m, `${TEXT}gitops:`], [/version: .*/, `version:  ${version}`]);
    const newer = said(synthesis, 'note').filter((line) => line.includes('pin linkerd.version 2.14.0 or newer'));

    expect(newer).toHaveLength(count);
    expect(helmValuesOf(synthesis, 'linkerd')).toMatchObject(values);
  });
});

describe('what Kubernetes refuses', () => {
  test.each([
    ['nodeSelector: {"a b": c}', /nodeSelector.*"a b" is not a valid key of a label/],
    ['nodeSelector: {pool: -x}', /nodeSelector\.pool: "-x" is not a valid label value/],
    ['nodeSelector: {pool: true}', /nodeSelector\.pool/],
    ['tolerations: [{effect: NoSchedule}]', /tolerations\.key: missing, and operator is not Exists; add key/],
    ['tolerations: [null]', /tolerations: has no value; set one, with the keys key, operator, value, effect, tolerationSeconds$/],
    ['tolerations: [{key: a, operator: Exists, value: b}]', /tolerations\.value: set beside operator Exists; remove it/],
    ['tolerations: [{key: a, effect: NoSchedule, tolerationSeconds: 5}]', /tolerationSeconds: set, and effect is not NoExecute/],
    ['tolerations: [{key: a, effect: NoRun}]', /tolerations\.effect/],
    ['tolerations: [{key: a, operator: In}]', /tolerations\.operator/],
    ['priorityClassName: High', /priorityClassName: "High" is not a valid name/],
    ['priorityClassName: system-mine', /"system-mine" begins with system-, which only system-cluster-critical and/],
  ])('is an error: %s', (scheduling, expected) => {
    expect(said(stack('chart: 2.26.2', '', `scheduling: {${scheduling}}\n`))).toEqual([expect.stringMatching(expected)]);
  });

  test.each([
    '',
    'nodeSelector: {}, tolerations: []',
    'nodeSelector: {node.example.org/tracing: ""}',
    'tolerations: [{operator: Exists}]',
    'tolerations: [{operator: Exists, effect: NoExecute, tolerationSeconds: 0}, {key: a}, {key: a, operator: Exists, value: ""}]',
    'priorityClassName: system-node-critical',
  ])('is not: %s', (scheduling) => {
    expect(said(stack('chart: 2.26.2', '', `scheduling: {${scheduling}}\n`))).toEqual([]);
  });
});
