import type { Synthesis } from '../../../synthesis/cluster-output';
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

/** With two StatefulSets of one name, in two namespaces. */
const withBoth = (poolHere: string, poolThere: string): Synthesis => {
  const output = clusterOf();
  const set = (namespace: string, pool: string) => `---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: tempo, namespace: ${namespace} }
spec:
  template: { spec: { nodeSelector: { pool: ${pool} } } }
  volumeClaimTemplates: [{ metadata: { name: data } }]
`;
  const file = 'home/tempo.k8s.yaml';
  return {
    ...output,
    files: new Map([...output.files, [file, `${output.files.get(file)}${set('here', poolHere)}${set('there', poolThere)}`]]),
  };
};

test('pods of one name in two namespaces are not compared with each other', () => {
  expect(alarmsOf(changeOf([withBoth('a', 'b')], [withBoth('a', 'b')]))).toEqual([]);
  expect(alarmsOf(changeOf([withBoth('a', 'b')], [withBoth('c', 'b')])).filter((line) => line.includes('change/nodes'))).toEqual([
    expect.stringContaining('StatefulSet tempo: its pods then need nodes with pool: c'),
  ]);
});

/** Three zones of ingesters. */
const zoned = (zoneA: string) =>
  clusterOf({
    tempo: `chart: 2.26.2\n  values: { ingester: { zoneAwareReplication: { enabled: true, zones: [{ name: zone-a, ${zoneA} }, { name: zone-b }, { name: zone-c }] } } }`,
  });

test('a zone of ingesters has nodes of its own', () => {
  expect(alarmsOf(changeOf([zoned('nodeSelector: { rack: a }')], [zoned('nodeSelector: { rack: b }')]))).toEqual([
    expect.stringContaining('change/nodes StatefulSet tempo-ingester-zone-a: its pods then need nodes with rack: b, and one'),
  ]);
  expect(alarmsOf(changeOf([zoned('nodeSelector: { rack: a }')], [zoned('nodeSelector: {}')]))).toEqual([]);
});

const valued = (values: string, chart = '2.26.2') => clusterOf({ tempo: `chart: ${chart}\n  values: ${values}` });
/** Its values have it as text, a template: a map does not render. */
const LABELS_OF_DEFAULT =
  'podAntiAffinity:\n  preferredDuringSchedulingIgnoredDuringExecution:\n    - labelSelector:\n        matchLabels:\n          {{- include "tempo.selectorLabels" . | nindent 10 }}\n      topologyKey: zone';
const affinity = (...racks: string[]) => {
  const terms = racks.map((rack) => `{ matchExpressions: [{ key: rack, operator: In, values: [${rack}] }] }`).join(', ');
  const text = `nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms}] } }`;
  return JSON.stringify({ ingester: { affinity: `${text}\n${LABELS_OF_DEFAULT}` } });
};
const toleration = (...tolerations: string[]) => `{ ingester: { tolerations: [${tolerations.join(', ')}] } }`;

test.each([
  ['defaults of all pods', '{}', '{ defaults: { nodeSelector: { pool: tracing } } }', 'need nodes with pool: tracing,'],
  ['another nodeAffinity', affinity('a'), affinity('b'), 'need nodes that their other nodeAffinity permits,'],
  ['a new nodeAffinity', '{}', affinity('b'), 'need nodes that their other nodeAffinity permits,'],
  [
    'a toleration that goes',
    toleration('{ key: pool, value: tracing, effect: NoSchedule }', '{ key: arch, operator: Exists }'),
    '{}',
    'no longer tolerate pool=tracing:NoSchedule and arch,',
  ],
])('%s may keep pods from their volumes', (_what, before, after, needs) => {
  expect(alarmsOf(changeOf([valued(before)], [valued(after)]))).toEqual([
    expect.stringContaining(`change/nodes StatefulSet tempo-ingester: its pods then ${needs}`),
  ]);
});

test.each([
  [
    'defaults that the ingesters do not take',
    '{ ingester: { nodeSelector: { pool: a } } }',
    '{ ingester: { nodeSelector: { pool: a } }, defaults: { nodeSelector: { pool: b } } }',
  ],
  ['one more choice of nodes', affinity('a'), affinity('a', 'b')],
  ['no nodeAffinity any more', affinity('a'), '{}'],
  ['a nodeAffinity with a template that is not YAML', '{}', JSON.stringify({ ingester: { affinity: '{{- range $x }}\n a: {{ b' } })],
  ['a toleration of everything', toleration('{ key: pool, value: tracing, effect: NoSchedule }'), toleration('{ operator: Exists }')],
  ['a toleration of a preference that goes', toleration('{ key: pool, effect: PreferNoSchedule }'), '{}'],
])('%s is harmless', (_what, before, after) => {
  expect(alarmsOf(changeOf([valued(before)], [valued(after)]))).toEqual([]);
});
