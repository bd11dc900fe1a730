import { alarmsOf, type ClusterParts, changeOf, clusterOf } from '../../test/changed';

const HARMLESS: [string, ClusterParts, ClusterParts][] = [
  ['nothing', {}, {}],
  ['a patch of the chart', { tempo: 'chart: 2.26.1' }, {}],
  ['a minor of the chart in another repository', { tempo: 'chart: 1.61.3' }, { tempo: 'chart: 1.62.0' }],
  ['a major of the chart with the same Tempo', { tempo: 'chart: 1.63.0' }, { tempo: 'chart: 2.0.0' }],
  [
    'the same retention by another key',
    { tempo: 'chart: 2.26.2\n  values: { compactor: { config: { compaction: { block_retention: 336h } } } }' },
    { tempo: 'chart: 2.26.2\n  retention: 336h' },
  ],
  [
    'another serviceName of a cache that is off',
    { tempo: 'chart: 2.17.9\n  values: { memcached: { enabled: false } }' },
    { tempo: 'chart: 2.17.10\n  values: { memcached: { enabled: false } }' },
  ],
  [
    'another selector of a Traefik that is installed elsewhere',
    { rest: 'traefik: { chart: 16.2.0 }' },
    { rest: 'traefik: { chart: 17.0.1 }' },
  ],
  ['the default names, written', {}, { tempo: 'chart: 2.26.2\n  releaseName: tempo\n  fullnameOverride: tempo' }],
  ['a longer retention', {}, { tempo: 'chart: 2.26.2\n  retention: 336h' }],
  ['the default retention, written', {}, { tempo: 'chart: 2.26.2\n  retention: 48h' }],
  ['the default size of the chart, written in another unit', {}, { persistence: 'persistence: { size: 10240Mi }' }],
  ['another region', {}, { storage: '{ bucket: traces, endpoint: "minio.storage:9000", insecure: true, region: eu-west-1 }' }],
  ['the long form of the storage', {}, { storage: '{ s3: { bucket: traces, endpoint: "minio.storage:9000", insecure: true } }' }],
  [
    'the default port, written',
    { storage: '{ bucket: traces, endpoint: s3.example.org }' },
    { storage: '{ bucket: traces, endpoint: "s3.example.org:443" }' },
  ],
  ['TLS for the same server', {}, { storage: '{ bucket: traces, endpoint: "minio.storage:9000" }' }],
  [
    'more of everything',
    {},
    { rest: 'minio: { adminSecret: minio-admin }\ntraefik: { chart: 41.3.0, via: release }\ngrafana: {}\nemojivoto: {}' },
  ],
  ['without the demo', { rest: 'emojivoto: {}\ngrafana: {}' }, { rest: 'grafana: {}' }],
  ['another branch', { gitops: 'revision: main' }, { gitops: 'revision: stable' }],
  ['syncs by hand', {}, { gitops: 'sync: manual' }],
  ['a further permitted kind', {}, { gitops: 'permit: [{ group: x.example.org, kind: Thing }]' }],
  ['another namespace of Grafana', { rest: 'grafana: { via: sidecar }' }, { rest: 'grafana: { via: sidecar, namespace: observability }' }],
  [
    'another sample rate',
    { rest: 'traefik: { chart: 41.3.0, via: release }' },
    { rest: 'traefik: { chart: 41.3.0, via: release, sampleRate: 0.1 }' },
  ],
  ['other replicas', {}, { tempo: 'chart: 2.26.2\n  values: { distributor: { replicas: 3 } }' }],
  ['fewer ingesters, with copies in the others', {}, { tempo: 'chart: 2.26.2\n  values: { ingester: { replicas: 2 } }' }],
  [
    'credentials under another name than those of an operator',
    { credentials: '{ externalSecret: { store: vault, key: tempo, accessKeyId: a, secretAccessKey: b } }' },
    { credentials: '{ existing: { name: other } }' },
  ],
  [
    'the same limit of a tenant, written',
    {},
    { tempo: 'chart: 2.26.2\n  values: { per_tenant_overrides: { team: { compaction: { block_retention: 48h } } } }' },
  ],
  ['credentials under another name', {}, { credentials: '{ existing: { name: other } }' }],
];

test.each(HARMLESS)('%s is not reported', (_what, before, after) => {
  expect(alarmsOf(changeOf([clusterOf(before)], [clusterOf(after)]))).toEqual([]);
});

test('with gitops.name, a renamed file renames nothing', () => {
  const [before, after] = [clusterOf({ gitops: 'name: home' }), clusterOf({ name: 'casa', gitops: 'name: home' })];
  const withoutHeader = ({ files }: typeof before) => [...files].map(([file, text]) => [file, text.slice(text.indexOf('\n'))]);

  expect(withoutHeader(after)).toEqual(withoutHeader(before));
  expect(changeOf([before], [after])).toMatchObject([{ name: 'home', findings: [] }]);
});

test('an output without an old one is not a change', () => {
  expect(changeOf([], [clusterOf()])).toMatchObject([{ findings: [] }]);
});

test('a renamed cluster is known by two signs: repository, storage, host', () => {
  const rest = 'emojivoto: {}';
  const before = clusterOf({ rest });
  const after = clusterOf({ name: 'casa', rest, storage: '{ bucket: other, endpoint: s3.example.org }' });

  expect(alarmsOf(changeOf([before], [after]))).toEqual([expect.stringContaining('change/renamed gitops.name: casa takes over')]);
});

test('another cluster with its own Argo CD is not a renamed one', () => {
  const other = clusterOf({ name: 'office', storage: '{ bucket: office, endpoint: s3.example.org }' });

  expect(alarmsOf(changeOf([clusterOf()], [other]))).toEqual([]);
});
