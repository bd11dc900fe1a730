import { alarmsOf, changeOf, clusterOf, commandsOf } from '../../../test/changed';
import type { Manifest } from '../../stack';
import { pairsOf } from '../objects';
import type { Side } from '../side';
import { immutable } from './objects';
import { volumeChanges } from './volumes';

const template = (name: string, size: string) => ({ metadata: { name }, spec: { resources: { requests: { storage: size } } } });

/** A StatefulSet of plain manifests. */
const setOf = (name: string, spec: object): Manifest => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name }, spec });

const TEMPO = {
  chart: 'tempo-distributed',
  namespace: 'tracing',
  unflushed: { workloads: ['tempo-ingester'], replicas: 1, copies: 1 },
  location: { title: 'S3' },
  release: { queryPort: 3200 },
};

const sideOf = (object: Manifest, namespace = 'tracing'): Side =>
  ({
    ...{ name: 'home', folder: 'dist/home', root: { name: 'home-tracing' }, applications: [], projects: [], releases: [], tempo: TEMPO },
    objects: [{ object, place: { file: 'dist/home/tempo.yaml' }, namespace, application: 'home-tracing-tempo' }],
  }) as unknown as Side;

function changesOf(old: Manifest, now: Manifest, namespace?: string) {
  const [before, after] = [sideOf(old, namespace), sideOf(now, namespace)];
  const where = (key: readonly (string | number)[]) => ({ file: key.join('.') });
  return [...volumeChanges({ before, after, where }), ...pairsOf(before, after).flatMap((pair) => immutable(pair, { before, after }))];
}

const WITH_PODS = 'kubectl -n tracing delete statefulset ';

test.each<[string, string, object[], object[], string, string]>([
  [
    'added',
    'tempo-metrics-generator',
    [],
    [template('data', '1Gi')],
    'tempo.values.metricsGenerator.persistence',
    'warning change/volume-added',
  ],
  [
    'added to others',
    'tempo-ingester',
    [template('data', '1Gi')],
    [template('data', '1Gi'), template('wal', '1Gi')],
    'tempo.persistence',
    'warning change/volume-added',
  ],
  [
    'removed',
    'tempo-metrics-generator',
    [template('data', '1Gi')],
    [],
    'tempo.values.metricsGenerator.persistence',
    'error change/volume-refused',
  ],
  ['renamed', 'tempo-ingester', [template('data', '1Gi')], [template('wal', '1Gi')], 'tempo.persistence', 'error change/volume-refused'],
  ['added to another set', 'minio', [], [template('export', '1Gi')], 'StatefulSet minio', 'warning change/volume-added'],
])('volumes that are %s: the StatefulSet goes with its pods', (_what, name, old, now, subject, expected) => {
  const [found, ...more] = changesOf(setOf(name, { volumeClaimTemplates: old }), setOf(name, { volumeClaimTemplates: now }));

  expect(more).toEqual([]);
  expect([found?.subject, `${found?.severity} ${found?.rule}`]).toEqual([subject, expected]);
  expect(found?.commands).toContain(`${WITH_PODS}${name}`);
  expect(found?.commands?.some((command) => command.includes('/shutdown'))).toBe(name === 'tempo-ingester');
});

test('a StatefulSet with the name of the ingesters in another namespace has no traces of this Tempo', () => {
  const [without, withVolumes] = [[], [template('data', '1Gi')]].map((volumeClaimTemplates) =>
    setOf('tempo-ingester', { volumeClaimTemplates }),
  );
  const [found] = without && withVolumes ? changesOf(without, withVolumes, 'other') : [];

  expect(found).toMatchObject({ rule: 'change/volume-added', subject: 'StatefulSet tempo-ingester' });
  expect(found?.problem).not.toContain('lost');
  expect(found?.commands?.filter((command) => command.includes('/shutdown'))).toEqual([]);
});

test('volumes that grow keep their pods', () => {
  const [found] = changesOf(
    setOf('tempo-metrics-generator', { volumeClaimTemplates: [template('data', '1Gi')] }),
    setOf('tempo-metrics-generator', { volumeClaimTemplates: [template('data', '2Gi')] }),
  );

  expect(found).toMatchObject({ rule: 'change/volume-grown', subject: 'tempo.values.metricsGenerator.persistence' });
  // Until Argo CD knows the merge, it creates the old StatefulSet again.
  expect(found?.commands).toEqual([
    'argocd app sync home-tracing',
    'argocd app get home-tracing-tempo --refresh',
    expect.stringContaining("grep '/data-tempo-metrics-generator-[0-9]*$'"),
    `${WITH_PODS}tempo-metrics-generator --cascade=orphan`,
    'argocd app sync home-tracing-tempo',
  ]);
});

test('Argo CD knows the merge, and retries nothing, when a StatefulSet is deleted', () => {
  const grown = (gitops: string) => {
    const [before, after] = ['10Gi', '20Gi'].map((size) => clusterOf({ gitops, persistence: `persistence: { size: ${size} }` }));
    return before && after ? commandsOf(changeOf([before], [after]), 'change/volume-grown') : [];
  };
  const refreshed = ['argocd app sync home-tracing', 'argocd app get home-tracing-tempo --refresh'];
  const end = [
    '# ignore an error that no operation is in progress:',
    'argocd app terminate-op home-tracing-tempo',
    'argocd app wait home-tracing-tempo --operation',
  ];

  const [automated, manual] = [grown('sync: automated'), grown('sync: manual')];
  expect(automated.slice(0, 5)).toEqual([...refreshed, ...end]);
  expect(automated.slice(-2)).toEqual([
    expect.stringMatching(/delete statefulset tempo-ingester --cascade=orphan$/),
    'argocd app sync home-tracing-tempo',
  ]);
  // Without automated syncs, none has failed.
  expect(manual).toEqual(automated.filter((command) => !end.includes(command)));
});

const RESTART = 'kubectl -n tracing rollout restart statefulset tempo-ingester';

test.each<[string, object, object, { orphans: boolean; flushes?: boolean; restarts?: boolean }]>([
  ['selector', { selector: { matchLabels: { a: 'b' } } }, { selector: { matchLabels: { a: 'c' } } }, { orphans: false, flushes: true }],
  ['serviceName', { serviceName: 'a' }, { serviceName: 'b' }, { orphans: true, restarts: true }],
  ['serviceName and pods', { serviceName: 'a', template: { a: 1 } }, { serviceName: 'b', template: { a: 2 } }, { orphans: true }],
  ['podManagementPolicy', {}, { podManagementPolicy: 'Parallel' }, { orphans: true }],
])('another %s', (_field, old, now, { orphans, flushes = false, restarts = false }) => {
  const [found] = changesOf(setOf('tempo-ingester', old), setOf('tempo-ingester', now));
  const commands = found?.commands ?? [];

  expect(found?.rule).toBe('change/immutable');
  expect(commands).toContain(`${WITH_PODS}tempo-ingester${orphans ? ' --cascade=orphan' : ''}`);
  expect(commands.some((command) => command.includes('/shutdown'))).toBe(flushes);
  expect(commands.includes(RESTART)).toBe(restarts);
});

const valued = (values: string, tempo = 'chart: 2.26.2') => clusterOf({ tempo: `${tempo}\n  values: ${values}` });
const GENERATOR = 'metricsGenerator: { remoteWrite: "http://mimir.mimir/api/v1/push" }';
const generator = (more = '') => `{ metricsGenerator: { kind: StatefulSet, persistence: { enabled: true${more} } } }`;

test.each<[string, string, string, string | undefined, string]>([
  [
    'annotations',
    '{}',
    '{ ingester: { persistence: { annotations: { a: b } } } }',
    undefined,
    'immutable tempo.persistence: changes annotations of the volumes of StatefulSet tempo-ingester',
  ],
  [
    'labels',
    '{ ingester: { persistence: { labels: { a: b } } } }',
    '{}',
    undefined,
    'immutable tempo.persistence: changes labels of the volumes',
  ],
  [
    'modes',
    '{}',
    '{ persistence: { accessModes: [ReadWriteMany] } }',
    'monolithic: 2.2.4',
    'immutable tempo.persistence: changes accessModes of the volumes of StatefulSet tempo',
  ],
  [
    'the class of all volumes',
    '{}',
    '{ global: { storageClass: fast } }',
    undefined,
    'volume-refused tempo.persistence: class fast instead of the default class',
  ],
  [
    'the first class of a metrics-generator',
    generator(),
    generator(', storageClass: fast'),
    `chart: 2.26.2\n  ${GENERATOR}`,
    'volume-refused tempo.values.metricsGenerator.persistence: class fast instead of the default class',
  ],
])('values that set %s of volumes', (_what, before, after, tempo, expected) => {
  expect(alarmsOf(changeOf([valued(before, tempo)], [valued(after, tempo)]))).toEqual([expect.stringContaining(`change/${expected}`)]);
});

test('global.storageClass does not count for volumes with a class of their own, and where the chart does not read it', () => {
  const persistence = 'persistence: { size: 10Gi, storageClass: slow }';
  const of = (values: string) => clusterOf({ persistence, tempo: `chart: 2.26.2\n  values: ${values}` });
  expect(alarmsOf(changeOf([of('{}')], [of('{ global: { storageClass: fast } }')]))).toEqual([]);
  expect(alarmsOf(changeOf([valued('{}', 'chart: 1.26.1')], [valued('{ global: { storageClass: fast } }', 'chart: 1.26.1')]))).toEqual([]);
});

test('an empty class of a rendered volume is not the default class', () => {
  const of = (spec: object) =>
    setOf('minio', { volumeClaimTemplates: [{ ...template('data', '1Gi'), spec: { ...template('data', '1Gi').spec, ...spec } }] });
  expect(changesOf(of({}), of({ storageClassName: '' }))).toMatchObject([{ rule: 'change/volume-refused' }]);
  expect(changesOf(of({}), of({ storageClassName: null }))).toEqual([]);
});

test('volumes that are deleted with their StatefulSet or pods', () => {
  const policy = '{ ingester: { persistentVolumeClaimRetentionPolicy: { enabled: true, whenScaled: Delete, whenDeleted: Delete } } }';
  const expected =
    'warning: change/unprotected tempo.persistence: StatefulSet tempo-ingester then deletes its volumes when it is deleted, also with its Application, and when it has fewer pods';
  expect(alarmsOf(changeOf([valued('{}')], [valued(policy)]))).toEqual([expected]);
  expect(alarmsOf(changeOf([valued(policy)], [valued('{}')]))).toEqual([]);

  const rendered = (more: object) => setOf('minio', { volumeClaimTemplates: [template('data', '1Gi')], ...more });
  const now = rendered({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' } });
  expect(changesOf(rendered({}), now)).toMatchObject([
    { rule: 'change/unprotected', problem: expect.stringMatching(/when it has fewer pods$/) },
  ]);
});
