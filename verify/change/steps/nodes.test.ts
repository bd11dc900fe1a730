import { alarmsOf, type ClusterParts, changeOf, clusterOf, commandsOf } from '../../../test/changed';

const on = (pool: string, other: ClusterParts = {}) => clusterOf({ ...other, rest: `scheduling: { nodeSelector: { pool: ${pool} } }` });

test('pods with volumes do not start on nodes without them', () => {
  const change = changeOf([clusterOf()], [on('tracing')]);

  expect(alarmsOf(change)).toEqual([
    'warning: change/nodes StatefulSet tempo-ingester: its pods then need nodes with pool: tracing, and one whose volume is on another node does not start',
  ]);
  expect(commandsOf(change, 'change/nodes')).toEqual([
    "kubectl get persistentvolume -o 'custom-columns=CLAIM:.spec.claimRef.name,NODES:.spec.nodeAffinity.required.nodeSelectorTerms[*].matchExpressions[*].values'",
  ]);
  expect(alarmsOf(changeOf([on('tracing')], [on('fast')]))).toHaveLength(1);
});

test('the chart of one process has them at its top', () => {
  const tempo = { tempo: 'monolithic: 2.2.4' };
  expect(alarmsOf(changeOf([clusterOf(tempo)], [on('tracing', tempo)]))).toEqual([
    expect.stringContaining('StatefulSet tempo: its pods then need nodes with pool: tracing'),
  ]);
});

test('a claim of a chart is that of its pod', () => {
  const traefik = 'traefik: { chart: 39.0.6, via: release, values: { persistence: { enabled: true } } }';
  const before = { persistence: '', rest: traefik };
  const after = { persistence: '', rest: `${traefik}\nscheduling: { nodeSelector: { pool: tracing } }` };
  expect(alarmsOf(changeOf([clusterOf(before)], [clusterOf(after)]))).toEqual([
    expect.stringContaining('PersistentVolumeClaim traefik: its pods then need nodes with pool: tracing'),
  ]);
});

test('more nodes, and pods without volumes, are no danger', () => {
  expect(alarmsOf(changeOf([on('tracing')], [clusterOf()]))).toEqual([]);
  expect(alarmsOf(changeOf([clusterOf({ persistence: '' })], [on('tracing', { persistence: '' })]))).toEqual([]);
});
