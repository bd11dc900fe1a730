import { alarmsOf, type ClusterParts, changeOf, clusterOf, stepsOf } from '../../test/changed';

const change = (before: ClusterParts, after: ClusterParts) => changeOf([clusterOf(before)], [clusterOf(after)]);
const chart = (version: string, values = '') => ({ tempo: `chart: ${version}${values && `\n  values: ${values}`}` });
const oneWay = (before: ClusterParts, after: ClusterParts) => stepsOf(change(before, after)).filter((line) => line.includes('no way back'));

describe('a format of blocks that the old Tempo cannot read', () => {
  test('is told once it is written', () => {
    expect(oneWay(chart('1.9.0'), chart('1.18.0'))).toEqual([
      expect.stringContaining('tempo: Tempo 2.6.0 writes blocks in format vParquet4, which Tempo 2.4.0 cannot read'),
    ]);
  });

  test.each([
    ['a Tempo that reads it already', chart('1.10.0'), chart('1.18.0')],
    ['the old format, kept', chart('1.9.0'), chart('1.18.0', '{ storage: { trace: { block: { version: vParquet3 } } } }')],
    ['an older Tempo', chart('1.18.0'), chart('1.10.0')],
  ])('not for %s', (_what, before, after) => {
    expect(oneWay(before, after)).toEqual([]);
  });
});

test('blocks in a format that the old Tempo does not start with are not there', () => {
  const format = (version: string) => chart('2.23.4', `{ storage: { trace: { block: { version: ${version} } } } }`);
  const blocks = (before: ClusterParts, after: ClusterParts) =>
    alarmsOf(change(before, after)).filter((line) => line.includes('change/blocks'));
  expect(blocks(format('vParquet9'), format('vParquet4'))).toEqual([]);
  expect(blocks(format('vParquet3'), chart('1.4.4'))).toHaveLength(1);
});

describe('limits under their old names', () => {
  const alarms = (before: ClusterParts, after: ClusterParts) =>
    alarmsOf(change(before, after)).filter((line) => line.includes('renamed-limits'));

  test.each([
    ['global_overrides', '{ global_overrides: { max_bytes_per_trace: 5 } }', 'overrides.defaults'],
    ['overrides', '{ overrides: { single-tenant: { max_bytes_per_trace: 5 } } }', 'per_tenant_overrides'],
  ])('%s are told', (key, values, renamed) => {
    expect(alarms(chart('1.32.7', values), chart('1.33.0', values))).toEqual([
      `warning: change/renamed-limits tempo.values.${key}: chart 1.33.0 reads these limits from ${renamed}`,
    ]);
  });

  test.each([
    ['renamed ones', chart('1.32.7', '{ global_overrides: { a: 1 } }'), chart('1.33.0', '{ overrides: { defaults: { a: {} } } }')],
    ['none', chart('1.32.7'), chart('1.33.0')],
    ['a later step', chart('1.33.0', '{ global_overrides: { a: 1 } }'), chart('1.34.0', '{ global_overrides: { a: 1 } }')],
  ])('not for %s', (_what, before, after) => {
    expect(alarms(before, after)).toEqual([]);
  });
});

/** What synth renders of a Tempo, as far as it is compared. */
const renderedTempo = (version: string) => `# Generated from clusters/home.yaml by \`npm run synth\`; do not edit.
apiVersion: v1
kind: ConfigMap
metadata: { name: tempo-config, namespace: tracing, labels: { helm.sh/chart: tempo-distributed-${version}, app.kubernetes.io/instance: tempo } }
data: { tempo.yaml: "distributor: { receivers: {} }" }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: tempo-distributor, namespace: tracing }
spec:
  template:
    spec:
      containers: [{ name: distributor, image: "grafana/tempo:2.7.0", args: [-config.file=/conf/tempo.yaml], volumeMounts: [{ name: config, mountPath: /conf }] }]
      volumes: [{ name: config, configMap: { name: tempo-config } }]
`;

test.each([
  ['global_overrides: { max_bytes_per_trace: 5 }', 1],
  ['overrides: { defaults: { global: { max_bytes_per_trace: 5 } } }', 0],
])('limits are also told if synth renders the chart: %s', (values, count) => {
  const of = (version: string) => {
    const synthesis = clusterOf({ gitops: 'helm: manifests', ...chart(version, `{ ${values} }`) });
    return { ...synthesis, files: new Map([...synthesis.files, ['home/tempo-chart.k8s.yaml', renderedTempo(version)]]) };
  };
  const found = alarmsOf(changeOf([of('1.32.7')], [of('1.33.0')])).filter((line) => line.includes('renamed-limits'));
  expect(found).toHaveLength(count);
});

describe('another port for queries', () => {
  const told = (before: ClusterParts, after: ClusterParts) => stepsOf(change(before, after)).filter((line) => line.includes('queries'));

  test.each([
    ['tempo-distributed', 'chart', ['1.40.4', '1.41.0']],
    ['tempo', 'monolithic', ['1.23.0', '1.23.1']],
  ])('of chart %s is told, in both directions', (_chart, key, [old, now]) => {
    const of = (version: string | undefined) => ({ tempo: `${key}: ${version}` });
    expect(told(of(old), of(now))).toEqual([
      `note: dist/home: tempo: chart ${now} answers queries at port 3200 instead of 3100, and what else still queries port 3100, such as a Grafana that is not in this file, gets no answer; change the port there with the merge`,
    ]);
    expect(told(of(now), of(old))).toEqual([expect.stringContaining('at port 3100 instead of 3200')]);
  });

  test('is not told if it stays', () => {
    expect(told(chart('1.41.0'), chart('2.23.4'))).toEqual([]);
  });
});
