/** The folders that each process of Tempo needs, in pods whose root filesystem is read-only. */
import { dump } from 'js-yaml';
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { checkDisks } from './disk';

interface Process {
  readonly target: string;
  readonly version?: string;
  readonly config?: object;
  /** Where a volume is mounted. */
  readonly at?: readonly string[];
  readonly securityContext?: object;
  readonly claim?: string;
}

const S3 = { trace: { backend: 's3', s3: { bucket: 'b' } } };

function said({ target, version = '3.0.2', config, at = [], securityContext, claim }: Process): string[] {
  const metadata = (name: string) => ({ metadata: { name, namespace: 'tracing' } });
  const container = {
    ...{ name: 'tempo', image: `grafana/tempo:${version}`, args: [`-target=${target}`, '-config.file=/conf/tempo.yaml'] },
    securityContext: securityContext ?? { readOnlyRootFilesystem: true, runAsUser: 1000 },
    volumeMounts: [
      { name: 'conf', mountPath: '/conf' },
      ...at.map((mountPath, index) => ({ name: `data-${index}`, mountPath })),
      ...(claim ? [{ name: 'claim', mountPath: claim }] : []),
    ],
  };
  const volumes = [
    { name: 'conf', configMap: { name: 'tempo-config' } },
    ...at.map((_path, index) => ({ name: `data-${index}`, emptyDir: {} })),
  ];
  const volumeClaimTemplates = claim ? [{ metadata: { name: 'claim' }, spec: { accessModes: ['ReadWriteOnce'] } }] : [];
  const data = { 'tempo.yaml': dump({ storage: S3, ...config }) };
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', ...metadata('tempo-config'), data },
    {
      ...{ apiVersion: 'apps/v1', kind: 'StatefulSet', ...metadata('tempo') },
      spec: { volumeClaimTemplates, template: { spec: { containers: [container], volumes } } },
    },
  ];
  const { tempos, world } = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  return tempos.flatMap((tempo) => checkDisks(tempo, world)).map(sentence);
}

const refused = (folders: string, effect: string) =>
  `StatefulSet tempo (container tempo): cannot write to ${folders}, because its root filesystem is read-only, and no volume is mounted there, so ${effect}; mount a volume there`;
const WAL = '/var/tempo/wal, which is storage.trace.wal.path';
const LIVE_WAL = '/var/tempo/live-store/traces, which is live_store.wal.path';
const MARKER = '/var/tempo/live-store/shutdown-marker, which is live_store.shutdown_marker_dir';
const WORK = '/var/tempo, which is backend_scheduler.local_work_path';
const BLOCKS = '/var/tempo/block-builder/traces, which is block_builder.wal.path';

test.each([
  ['distributor', '3.0.2', []],
  ['querier', '3.0.2', [WAL]],
  ['live-store', '3.0.2', [`${LIVE_WAL} and ${MARKER}`]],
  ['live-store', '2.10.5', [`${LIVE_WAL} and ${MARKER}`]],
  ['block-builder', '3.0.2', [`${WAL} and ${BLOCKS}`]],
  ['backend-scheduler', '3.0.2', [`${WAL} and ${WORK}`]],
  ['backend-worker', '3.0.2', [WAL]],
  ['metrics-generator', '3.0.2', []],
  ['all', '2.10.5', [WAL]],
  ['all', '3.0.2', [`${WAL}, ${LIVE_WAL}, ${MARKER} and ${WORK}`]],
])('%s of Tempo %s writes to its default folders', (target, version, folders) => {
  expect(said({ target, version })).toEqual(folders.map((text) => refused(text, 'Tempo does not start')));
  expect(said({ target, version, at: ['/var/tempo'] })).toEqual([]);
});

test.each([
  [
    'live-store',
    { live_store: { wal: { path: '/data/wal' }, shutdown_marker_dir: '/data/marker' } },
    '/data/wal, which is live_store.wal.path and /data/marker, which is live_store.shutdown_marker_dir',
    'Tempo does not start',
  ],
  [
    'backend-scheduler',
    { backend_scheduler: { local_work_path: '/work' } },
    '/work, which is backend_scheduler.local_work_path',
    'no block is compacted or deleted',
  ],
  ['block-builder', { block_builder: { wal: { path: '/blocks' } } }, '/blocks, which is block_builder.wal.path', 'Tempo does not start'],
  [
    'metrics-generator',
    { metrics_generator: { storage: { path: '/metrics' } } },
    '/metrics, which is metrics_generator.storage.path',
    'Tempo does not start',
  ],
  [
    'querier',
    { storage: { trace: { backend: 'local', local: { path: '/blocks' } } } },
    '/blocks, which is storage.trace.local.path',
    'Tempo does not start',
  ],
])('a folder of the %s beside its volume', (target, config, folders, effect) => {
  expect(said({ target, config, at: ['/var/tempo'] })).toEqual([refused(folders, effect)]);
});

test('the traces of the metrics-generator are written where it has processors, and not from Tempo 3 on', () => {
  const config = { metrics_generator: { traces_storage: { path: '/traces' } } };
  const on = { ...config, overrides: { defaults: { metrics_generator: { processors: ['service-graphs'] } } } };
  const target = 'metrics-generator';
  expect(said({ target, version: '2.10.5', config: on })).toEqual([
    refused('/traces, which is metrics_generator.traces_storage.path', 'no metrics are made of spans'),
  ]);
  expect(said({ target, version: '2.10.5', config })).toEqual([]);
  expect(said({ target: 'all', config: on, at: ['/var/tempo'] })).toEqual([]);
});

test('a folder of root is told for each process', () => {
  const config = { metrics_generator: { storage: { path: '/metrics' } } };
  expect(said({ target: 'metrics-generator', config, securityContext: { runAsUser: 10001 } })).toEqual([
    expect.stringContaining('because only root can write there'),
  ]);
  expect(said({ target: 'metrics-generator', config, securityContext: { runAsUser: 0 } })).toEqual([]);
});

test('a claim keeps what is nowhere else: the write-ahead log, and the blocks of a local storage', () => {
  const beside = (target: string, version: string, config: object) =>
    said({ target, version, config, claim: '/data', securityContext: {} }).map((text) => /has (\S+)/.exec(text)?.[1]);
  const s3Wal = { storage: { trace: { ...S3.trace, wal: { path: '/tmp/wal' } } } };
  const live = { live_store: { wal: { path: '/tmp/wal' } } };
  expect(beside('ingester', '2.10.5', s3Wal)).toEqual(['storage.trace.wal.path']);
  expect(beside('live-store', '3.0.2', live)).toEqual(['live_store.wal.path']);
  expect(beside('all', '3.0.2', s3Wal)).toEqual(['live_store.wal.path']);
  expect(beside('all', '2.10.5', live)).toEqual(['storage.trace.wal.path']);
  const local = { storage: { trace: { backend: 'local', local: { path: '/tmp/blocks' }, wal: { path: '/data/wal' } } } };
  expect(beside('all', '2.10.5', local)).toEqual(['storage.trace.local.path']);
});
