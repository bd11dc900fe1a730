import { sentence } from '../../lib/findings/sentence';
import { alarmsOf, type ClusterParts, changeOf, clusterOf } from '../../test/changed';

const KAFKA = (partitions = 3, address = 'kafka:9092') => `chart: 3.3.0\n  kafka: { address: "${address}", partitions: ${partitions} }`;

const GENERATOR = 'metricsGenerator: { remoteWrite: "http://mimir.mimir/api/v1/push" }';

/** Each step, and the beginning of each error and warning about it. */
const DANGEROUS: [string, ClusterParts, ClusterParts, string[]][] = [
  [
    'another beginning of all names',
    { tempo: 'chart: 2.26.2' },
    { tempo: 'chart: 2.26.2\n  fullnameOverride: obs' },
    ['change/moved tempo: creates StatefulSet obs-ingester instead of tempo-ingester: the volumes of tempo-ingester stay behind'],
  ],
  [
    'another name of the release of a single process',
    { tempo: 'monolithic: 2.2.4' },
    { tempo: 'monolithic: 2.2.4\n  releaseName: lab' },
    ['change/moved tempo: creates StatefulSet lab-tempo instead of tempo: the volumes of tempo stay behind'],
  ],
  [
    'a retention of the user that the next chart does not read',
    { tempo: 'chart: 2.26.2\n  values: { compactor: { config: { compaction: { block_retention: 720h } } } }' },
    { tempo: `${KAFKA()}\n  values: { compactor: { config: { compaction: { block_retention: 720h } } } }`, persistence: '' },
    [
      'change/retention tempo.retention: keeps traces for 48h instead of 720h, and deletes the older ones: tempo.values.compactor.config.compaction.block_retention has no effect in this release',
      'change/major-in-place tempo.chart: 2.26.2 to 3.3.0 replaces the ingesters by Kafka',
    ],
  ],
  [
    'a shorter retention',
    { tempo: 'chart: 2.26.2\n  retention: 720h' },
    { tempo: 'chart: 2.26.2\n  retention: 336h' },
    ['change/retention tempo.retention: keeps traces for 336h instead of 720h, and deletes the older ones'],
  ],
  [
    'a limit of a tenant that the next chart does not read',
    { tempo: 'chart: 1.32.7\n  values: { overrides: { single-tenant: { block_retention: 720h } } }' },
    { tempo: 'chart: 1.33.0\n  values: { overrides: { single-tenant: { block_retention: 720h } } }' },
    [
      'change/retention tempo.values: keeps traces of tenant single-tenant for 48h instead of 720h',
      'warning: change/renamed-limits tempo.values.overrides: chart 1.33.0 reads these limits from per_tenant_overrides',
    ],
  ],
  [
    'a new limit of a tenant',
    {},
    { tempo: 'chart: 2.26.2\n  values: { per_tenant_overrides: { team: { compaction: { block_retention: 1h } } } }' },
    ['change/retention tempo.values: keeps traces of tenant team for 1h instead of 48h'],
  ],
  [
    'a limit of every tenant',
    {},
    { tempo: 'chart: 2.26.2\n  values: { per_tenant_overrides: { "*": { compaction: { block_retention: 1h } } } }' },
    ['change/retention tempo.values: keeps traces of every other tenant for 1h instead of 48h'],
  ],
  [
    'a limit of a tenant of a single process',
    { tempo: 'monolithic: 2.2.4\n  values: { tempo: { per_tenant_overrides: { team: { compaction: { block_retention: 720h } } } } }' },
    { tempo: 'monolithic: 2.2.4\n  values: { tempo: { per_tenant_overrides: { team: { compaction: { block_retention: 1h } } } } }' },
    ['change/retention tempo.values: keeps traces of tenant team for 1h instead of 720h'],
  ],
  [
    'a flag for the retention',
    {},
    { tempo: 'chart: 2.26.2\n  values: { compactor: { extraArgs: [-compactor.compaction.block-retention=1h] } }' },
    ['change/retention tempo.retention: keeps traces for 1h instead of 48h'],
  ],
  [
    'volumes of a metrics-generator',
    { tempo: `chart: 2.26.2\n  ${GENERATOR}\n  values: { metricsGenerator: { kind: StatefulSet } }` },
    {
      tempo: `chart: 2.26.2\n  ${GENERATOR}\n  values: { metricsGenerator: { kind: StatefulSet, persistence: { enabled: true, size: 5Gi } } }`,
    },
    ['warning: change/volume-added tempo.values.metricsGenerator.persistence: adds volumes to StatefulSet tempo-metrics-generator'],
  ],
  [
    'autoscaling with few ingesters',
    { tempo: 'chart: 2.26.2\n  values: { ingester: { replicas: 5 } }' },
    { tempo: 'chart: 2.26.2\n  values: { ingester: { replicas: 5, autoscaling: { enabled: true, minReplicas: 2 } } }' },
    ['warning: change/scaled-down tempo: 2 instead of 5 pods of tempo-ingester, with 3 copies of each trace'],
  ],
  [
    'another namespace of Traefik',
    { rest: 'traefik: { chart: 41.3.0, via: release }' },
    { rest: 'traefik: { chart: 41.3.0, via: release, namespace: ingress }' },
    ['change/moved traefik: moves from namespace traefik to ingress: it is deleted there, nothing serves the Ingresses until'],
  ],
  [
    'no retention any more',
    { tempo: 'monolithic: 2.2.4\n  retention: 48h30m' },
    { tempo: 'monolithic: 2.2.4' },
    ['change/retention tempo.retention: keeps traces for 24h instead of 48h30m'],
  ],
  [
    'another bucket',
    {},
    { storage: '{ bucket: other, endpoint: "minio.storage:9000", insecure: true }' },
    ['change/storage tempo.storage: stores traces in bucket other instead of bucket traces'],
  ],
  [
    'another server',
    {},
    { storage: '{ bucket: traces, endpoint: s3.example.org, insecure: true }' },
    ['warning: change/storage-server tempo.storage: connects to s3.example.org instead of minio.storage:9000'],
  ],
  [
    'another name of the server',
    {},
    { storage: '{ bucket: traces, endpoint: "minio.storage.svc.cluster.local:9000", insecure: true }' },
    [],
  ],
  [
    'an older major',
    { tempo: KAFKA(), persistence: '' },
    {},
    ['change/major-in-place tempo.chart: 3.3.0 to 2.26.2 replaces Kafka by ingesters'],
  ],
  [
    'another chart',
    {},
    { tempo: 'monolithic: 2.2.4' },
    [
      'change/retention tempo.retention: keeps traces for 24h instead of 48h',
      'change/other-chart tempo.monolithic: chart tempo replaces chart tempo-distributed',
    ],
  ],
  [
    'a release that cannot read the blocks of the old one',
    { tempo: 'chart: 1.4.4' },
    { tempo: 'chart: 2.26.2' },
    [
      'change/blocks tempo: Tempo 2.10.7 cannot read the blocks in format vParquet that Tempo 2.1.1 writes',
      'warning: change/immutable Service tempo-memcached: changes spec.clusterIP',
      'warning: change/immutable StatefulSet tempo-memcached: changes spec.serviceName',
    ],
  ],
  [
    'a release with another selector',
    { rest: 'traefik: { chart: 16.2.0, via: release, values: { deployment: { kind: DaemonSet } } }' },
    { rest: 'traefik: { chart: 17.0.1, via: release, values: { deployment: { kind: DaemonSet } } }' },
    ['warning: change/immutable DaemonSet traefik: changes spec.selector'],
  ],
  [
    'a smaller volume of Traefik',
    { rest: 'traefik: { chart: 41.3.0, via: release, values: { persistence: { enabled: true, size: 1Gi } } }' },
    { rest: 'traefik: { chart: 41.3.0, via: release, values: { persistence: { enabled: true } } }' },
    ['change/volume-refused PersistentVolumeClaim traefik: changes spec.resources.requests.storage; a volume can neither shrink'],
  ],
  [
    'a volume of Traefik that goes',
    { rest: 'traefik: { chart: 41.3.0, via: release, values: { persistence: { enabled: true } } }' },
    { rest: 'traefik: { chart: 41.3.0, via: release }' },
    ['change/data-removed PersistentVolumeClaim traefik: is deleted with its data when Argo CD prunes it'],
  ],
  [
    'a Traefik whose chart keeps its volume',
    { rest: 'traefik: { chart: 41.3.0, via: release, values: { persistence: { enabled: true } } }' },
    {},
    ['warning: change/uninstalled traefik: Argo CD uninstalls the Helm release traefik in namespace traefik'],
  ],
  [
    'an older release',
    { tempo: 'chart: 1.29.0' },
    { tempo: 'chart: 1.8.0' },
    ['change/blocks tempo: Tempo 2.3.1 cannot read the blocks in format vParquet4 that Tempo 2.7.0 writes'],
  ],
  [
    'fewer partitions',
    { tempo: KAFKA(3), persistence: '' },
    { tempo: KAFKA(1), persistence: '' },
    ['change/kafka tempo.kafka.partitions: 1 instead of 3'],
  ],
  [
    'more partitions',
    { tempo: KAFKA(1), persistence: '' },
    { tempo: KAFKA(3), persistence: '' },
    ['warning: change/kafka tempo.kafka.partitions: 3 instead of 1'],
  ],
  [
    'another broker',
    { tempo: KAFKA(3), persistence: '' },
    { tempo: KAFKA(3, 'other:9092'), persistence: '' },
    ['warning: change/kafka tempo.kafka: reads topic '],
  ],
  [
    'larger volumes',
    {},
    { persistence: 'persistence: { size: 20Gi }' },
    ['warning: change/volume-grown tempo.persistence: 20Gi instead of 10Gi, which the API server refuses for StatefulSet tempo-ingester'],
  ],
  [
    'volumes where there were none',
    { persistence: '' },
    {},
    ['warning: change/volume-added tempo.persistence: adds volumes to StatefulSet tempo-ingester'],
  ],
  [
    'smaller volumes',
    { tempo: 'monolithic: 2.2.4' },
    { tempo: 'monolithic: 2.2.4', persistence: 'persistence: { size: 9Gi }' },
    ['change/volume-refused tempo.persistence: 9Gi instead of 10Gi for StatefulSet tempo; a volume cannot shrink'],
  ],
  [
    'volumes of another class',
    {},
    { persistence: 'persistence: { size: 10Gi, storageClass: fast }' },
    ['change/volume-refused tempo.persistence: class fast instead of the default class for StatefulSet tempo-ingester'],
  ],
  [
    'no volumes any more',
    {},
    { persistence: '' },
    ['change/volume-refused tempo.persistence: removes the volumes of StatefulSet tempo-ingester'],
  ],
  [
    'another namespace',
    {},
    { tempo: 'chart: 2.26.2\n  namespace: traces' },
    ['change/moved tempo: moves from namespace tracing to traces'],
  ],
  [
    'another namespace of the collector',
    { rest: 'collector: { chart: 0.170.0 }' },
    { rest: 'collector: { chart: 0.170.0, namespace: collector }' },
    [
      'change/moved collector: moves from namespace tracing to collector: it is deleted there, and what still sends spans to its old address loses them',
    ],
  ],
  [
    'another cluster',
    {},
    { gitops: 'server: "https://10.0.0.1:6443"' },
    ['change/moved gitops: moves from the cluster https://kubernetes.default.svc'],
  ],
  ['another controller', {}, { gitops: 'helm: helmchart' }, ['change/moved tempo: moves from Argo CD to k3s']],
  [
    'another name',
    {},
    { gitops: 'name: casa' },
    ['change/renamed gitops.name: casa takes over what Application home-tracing-tempo of dist/home installs'],
  ],
  ['another name of the file', {}, { name: 'casa' }, ['change/renamed gitops.name: casa takes over']],
  [
    'a Traefik that is uninstalled',
    { rest: 'traefik: { chart: 41.3.0, via: release }' },
    { rest: 'traefik: { chart: 41.3.0 }' },
    ['warning: change/uninstalled traefik: Argo CD uninstalls the Helm release traefik in namespace traefik'],
  ],
  [
    'another Argo CD',
    {},
    { gitops: 'namespace: gitops' },
    ['change/moved gitops.namespace: moves the Applications from namespace argocd to gitops'],
  ],
  [
    'fewer ingesters than copies',
    { tempo: 'chart: 2.26.2\n  values: { ingester: { replicas: 4, config: { replication_factor: 2 } } }' },
    { tempo: 'chart: 2.26.2\n  values: { ingester: { replicas: 2, config: { replication_factor: 2 } } }' },
    ['warning: change/scaled-down tempo: 2 instead of 4 pods of tempo-ingester, with 2 copies of each trace'],
  ],
  [
    'a Secret that is no longer in git',
    { credentials: '{ secret: { commitPlaintext: true } }' },
    {},
    ['warning: change/secret tempo.credentials: Secret tempo-minio-secret leaves the output, and Argo CD deletes it'],
  ],
  [
    'credentials from elsewhere under the same name',
    { credentials: '{ externalSecret: { store: vault, key: tempo, accessKeyId: a, secretAccessKey: b } }' },
    {},
    [
      'warning: change/secret tempo.credentials: ExternalSecret leaves the output, and Kubernetes deletes the Secret tempo-minio-secret with it',
    ],
  ],
];

test.each(DANGEROUS)('%s is named', (_what, before, after, expected) => {
  expect(alarmsOf(changeOf([clusterOf(before)], [clusterOf(after)]))).toEqual(expected.map((text) => expect.stringContaining(text)));
});

test('another server of all clusters has the same finding for each of their buckets', () => {
  const [old, now] = ['minio.storage:9000', 's3.example.org'].map((endpoint) =>
    ['a', 'b'].map((name) => clusterOf({ name, storage: `{ bucket: traces-${name}, endpoint: "${endpoint}", insecure: true }` })),
  );
  const said = changeOf(old ?? [], now ?? []).flatMap(({ findings }) =>
    findings.filter(({ rule }) => rule === 'change/storage-server').map(sentence),
  );
  expect(said).toHaveLength(2);
  expect(new Set(said).size).toBe(1);
});
