/** Delivery: what installs a Helm release, on which cluster, with which Secret. */
import { load } from 'js-yaml';
import { objectsIn, ofComponent, said, synthesizeCluster, synthesizeText } from '../test/synthesis';

const BASE = `
domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}
tempo:
  chart: 2.23.4
  receivers: [otlp-grpc, otlp-http, zipkin, opencensus]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
`;

const synthesis = (...replacements: [string, string][]) =>
  synthesizeText(replacements.reduce((text, [from, to]) => text.replace(from, to), BASE));
const valuesOf = (synthesized: ReturnType<typeof synthesizeText>, component: string) =>
  load(ofComponent(synthesized, 'Application', component).spec.sources[0].helm.values) as Record<string, Record<string, unknown>>;

describe('gitops.helm: helmchart', () => {
  const k3s = synthesizeCluster('k3s');

  test('makes the release an object that Argo CD syncs', () => {
    expect(ofComponent(k3s, 'Application', 'tempo').spec.sources).toEqual([
      {
        repoURL: 'https://git.example.org/platform/tracing.git',
        targetRevision: 'HEAD',
        path: 'dist/k3s',
        directory: { include: 'tempo.k8s.yaml' },
      },
    ]);
    expect(objectsIn(k3s, 'tempo.k8s.yaml').find(({ kind }) => kind === 'HelmChart')).toMatchObject({
      metadata: { name: 'tempo', namespace: 'kube-system' },
      spec: { chart: 'tempo', version: '2.2.4', targetNamespace: 'tracing', failurePolicy: 'abort' },
    });
  });

  test('needs neither the chart repository nor its kinds in the project', () => {
    const { sourceRepos, namespaceResourceWhitelist } = ofComponent(k3s, 'AppProject', 'tempo').spec;

    expect(sourceRepos).toEqual(['https://git.example.org/platform/tracing.git']);
    expect(namespaceResourceWhitelist.map(({ kind }: { kind: string }) => kind)).toEqual(['SealedSecret', 'HelmChart']);
  });
});

describe('gitops.server and gitops.cluster', () => {
  test.each([
    ['server: https://10.0.0.1:6443', { server: 'https://10.0.0.1:6443' }],
    ['cluster: edge', { name: 'edge' }],
  ])('send the components elsewhere, and leave root and projects with Argo CD: %s', (key, target) => {
    const remote = synthesis(['argocd: 3.5', `argocd: 3.5, ${key}`]);
    const root = objectsIn(remote, 'bootstrap.k8s.yaml').find(({ kind }) => kind === 'Application');

    expect(ofComponent(remote, 'Application', 'tempo').spec.destination).toEqual({ ...target, namespace: 'tracing' });
    expect(ofComponent(remote, 'AppProject', 'tempo').spec.destinations).toEqual([{ ...target, namespace: 'tracing' }]);
    expect(root?.spec.destination).toEqual({ server: 'https://kubernetes.default.svc', namespace: 'argocd' });
  });
});

test('gitops.permit adds kinds to every component, and to no root', () => {
  const permitting = synthesis(['argocd: 3.5', 'argocd: 3.5, permit: [{group: monitoring.coreos.com, kind: PodMonitor}]']);
  const added = { group: 'monitoring.coreos.com', kind: 'PodMonitor' };

  expect(ofComponent(permitting, 'AppProject', 'tempo').spec.namespaceResourceWhitelist).toContainEqual(added);
  expect(objectsIn(permitting, 'bootstrap.k8s.yaml')[1]?.spec.namespaceResourceWhitelist).not.toContainEqual(added);
});

describe('credentials', () => {
  test('as placeholders for Vault are in a folder that only the plugin reads', () => {
    const vault = synthesis(['{existing: {}}', '{vaultPlugin: {path: secret/data/tempo, accessKeyId: user, secretAccessKey: key}}']);

    expect(ofComponent(vault, 'Application', 'tempo').spec.sources.slice(1)).toEqual([
      expect.objectContaining({ path: 'dist/test', directory: { include: 'tempo.k8s.yaml' } }),
      expect.objectContaining({ path: 'dist/test/vault', plugin: { name: 'argocd-vault-plugin' } }),
    ]);
    expect(objectsIn(vault, 'vault/vault.k8s.yaml')[0]?.stringData).toEqual({
      MINIO_ACCESS_KEY_ID: '<path:secret/data/tempo#user>',
      MINIO_SECRET_ACCESS_KEY: '<path:secret/data/tempo#key>',
    });
    expect(ofComponent(vault, 'AppProject', 'tempo').spec.namespaceResourceWhitelist).toContainEqual({ group: '', kind: 'Secret' });
  });

  test('that exist already are referenced by name, and not created', () => {
    const existing = synthesis(['{existing: {}}', '{existing: {name: our-s3}}']);

    expect(JSON.stringify(valuesOf(existing, 'tempo').querier)).toContain('"secretKeyRef":{"name":"our-s3","key":"MINIO_ACCESS_KEY_ID"}');
    expect(objectsIn(existing, 'tempo.k8s.yaml').map(({ kind }) => kind)).toEqual(['Namespace']);
  });

  test.each([
    ['strict', {}],
    ['cluster-wide', { 'sealedsecrets.bitnami.com/cluster-wide': 'true' }],
  ])('that are sealed say how far they open: %s', (scope, annotations) => {
    const cipher = 'A'.repeat(400);
    const sealed = synthesis(['{existing: {}}', `{sealedSecret: {scope: ${scope}, accessKeyId: ${cipher}, secretAccessKey: ${cipher}}}`]);
    const object = objectsIn(sealed, 'tempo.k8s.yaml').find(({ kind }) => kind === 'SealedSecret');

    expect(object?.metadata.annotations).toMatchObject(annotations);
    expect(object?.spec.template.metadata).toEqual({ name: 'tempo-minio-secret', namespace: 'tracing', annotations });
  });
});

describe("the chart's own MinIO", () => {
  const bundled = (chart: string, more = '') =>
    synthesis(
      ['chart: 2.23.4', `chart: ${chart}`],
      ['  storage: {bucket: traces, endpoint: s3.example.org}\n  credentials: {existing: {}}\n', ''],
      ['  persistence: {}\n', `  persistence: {}\n${more}minio: {bundled: {existingSecret: root}}\n`],
    );

  test('is configured as the storage of Tempo, which the chart does not do', () => {
    const values = valuesOf(bundled('2.23.4'), 'tempo');

    expect(values.storage).toMatchObject({
      trace: { backend: 's3', s3: { bucket: 'tempo-traces', endpoint: 'tempo-minio:9000', insecure: true } },
    });
    expect(values.minio).toMatchObject({ enabled: true, existingSecret: 'root', buckets: [{ name: 'tempo-traces' }] });
    expect(JSON.stringify(values.querier)).toContain(
      '"name":"MINIO_ACCESS_KEY_ID","valueFrom":{"secretKeyRef":{"name":"root","key":"rootUser"}}',
    );
  });

  test('creates its bucket during the sync, keeps its claim, and warns about what an upgrade removes', () => {
    const { minio } = valuesOf(bundled('2.23.4'), 'tempo');

    expect(minio?.users).toEqual([]);
    expect(minio?.makeBucketJob).toEqual({
      annotations: { 'argocd.argoproj.io/hook': 'Sync' },
      podAnnotations: { 'linkerd.io/inject': 'disabled' },
    });
    expect(minio?.persistence).toMatchObject({ annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } });
    expect(said(bundled('2.23.4'), 'warning')).toEqual([expect.stringContaining('minio.bundled: keeps the traces in its own volume')]);
  });

  test('is in the namespace of Tempo, whatever that of a bucket Job is', () => {
    const elsewhere = synthesis(
      ['  storage: {bucket: traces, endpoint: s3.example.org}\n  credentials: {existing: {}}\n', ''],
      ['  persistence: {}\n', '  persistence: {}\nminio: {namespace: admin, bundled: {existingSecret: root}}\n'],
    );

    expect(said(elsewhere, 'warning')).toContainEqual(
      expect.stringMatching(
        /minio\.namespace: has no effect with minio\.bundled \(line \d+\), which is in the namespace of Tempo; remove it/,
      ),
    );
    expect(valuesOf(elsewhere, 'tempo')).toEqual(valuesOf(bundled('2.23.4'), 'tempo'));
  });

  test('has the users that are listed, and no administrator with a public password', () => {
    const users = '[{accessKey: reader, existingSecret: reader, existingSecretKey: key, policy: readonly}]';
    const withUsers = bundled('2.23.4', `  values: {minio: {users: ${users}}}\n`);

    expect(valuesOf(withUsers, 'tempo').minio).toMatchObject({
      users: [{ accessKey: 'reader' }],
      makeUserJob: { podAnnotations: { 'linkerd.io/inject': 'disabled' } },
    });
    expect(valuesOf(bundled('1.2.1'), 'tempo').minio).not.toHaveProperty('users');
  });

  test.each([
    ['0.27.7', 'accesskey'],
    ['1.4.10', 'rootUser'],
    ['1.6.4', 'accesskey'],
    ['1.6.7', 'rootUser'],
  ])('of chart %s reads its user from the key %s', (chart, key) => {
    expect(JSON.stringify(valuesOf(bundled(chart), 'tempo').querier)).toContain(`"secretKeyRef":{"name":"root","key":"${key}"}`);
  });
});

describe("a user's values", () => {
  const withValues = (values: string) => synthesis(['persistence: {}', `persistence: {}\n  values: ${values}`]);

  test('are merged recursively, lists of named items by name, and arguments are appended', () => {
    const merged = withValues(
      '{querier: {replicas: 3, extraArgs: [-log.level=debug], extraEnv: [{name: A, value: b}]}, gateway: {enabled: true}}',
    );

    expect(said(merged)).toEqual([]);
    expect(valuesOf(merged, 'tempo').querier).toMatchObject({
      replicas: 3,
      extraArgs: ['-config.expand-env=true', '-log.level=debug'],
      extraEnv: [{ name: 'MINIO_ACCESS_KEY_ID' }, { name: 'MINIO_SECRET_ACCESS_KEY' }, { name: 'A', value: 'b' }],
    });
    expect(valuesOf(merged, 'tempo').gateway).toEqual({ enabled: true });
  });

  test('that turn a microservice on add flag and variables to it', () => {
    const values = valuesOf(withValues('{backendScheduler: {enabled: true}}'), 'tempo');

    for (const workload of ['backendScheduler', 'backendWorker'])
      expect(values[workload]).toMatchObject({ extraArgs: ['-config.expand-env=true'] });
    expect(values).not.toHaveProperty('compactor');
  });

  test.each([
    ['2.23.4', '{ingester: {extraArgs: null}}'],
    ['2.23.4', '{ingester: {extraArgs: {}}}'],
    ['2.23.4', '{ingester: {extraArgs: text}}'],
    ['2.23.4', '{ingester: null}'],
    ['2.26.0', '{defaults: {extraArgs: null}}'],
    ['2.26.0', '{ingester: {extraEnv: [{name: MINIO_ACCESS_KEY_ID, value: x}]}}'],
    ['2.23.4', '{backendScheduler: {enabled: "true"}}'],
    ['2.23.4', '{server: {httpListenPort: 3100}}'],
    ['2.23.4', '{multitenancyEnabled: true}'],
    ['2.23.4', '{querier: {extraArgs: [-multitenancy.enabled=true]}}'],
    ['2.23.4', '{tempo: {image: {tag: 2.9.2}}}'],
    ['2.23.4', '{tempo: {image: {tag: 2.10.99}}}'],
    ['2.23.4', '{distributor: {image: {tag: 2.10.7}}}'],
    ['2.23.4', '{querier: {replicas: 0}}'],
    ['2.26.2', '{ingester: {enabled: false}}'],
    ['2.23.4', '{prometheusRule: {enabled: true, namespace: monitoring}}'],
  ])('cannot take from chart %s what it needs: %s', (chart, values) => {
    const spoilt = synthesis(
      ['chart: 2.23.4', `chart: ${chart}`],
      [', opencensus', ''],
      ['persistence: {}', `persistence: {}\n  values: ${values}`],
    );

    expect(said(spoilt)).toEqual([expect.stringMatching(/ tempo\.values\.[\w.]+: .+; .+/)]);
  });

  test.each([
    ['server: {http_listen_port: 3100}', "the chart's port"],
    ['server: {grpc_listen_port: 9096}', "the chart's port"],
    ['server: {http_listen_address: 127.0.0.1}', 'as the chart lets it listen'],
    ['server: {http_tls_config: {cert_file: /tls.crt}}', 'as the chart lets it listen'],
    ['server: {http_path_prefix: /tempo}', 'without a prefix'],
    ['distributor: {receivers: {otlp: {protocols: {grpc: {max_recv_msg_size_mib: 50}}}}}', 'set their options in tempo.receiverOptions'],
    ['storage: {trace: {backend: gcs}}', 'tempo.storage stores traces in S3'],
    ['storage: {trace: {s3: {bucket: other}}}', 'set it in tempo.storage'],
    ['storage: {trace: {s3: {access_key: x}}}', 'set tempo.credentials'],
    ['storage: {trace: {wal: {path: /wal}}}', "at the chart's path"],
  ])('cannot change in structuredConfig what this stack depends on: %s', (config, fix) => {
    const spoilt = synthesis(['persistence: {}', `persistence: {}\n  values: {tempo: {structuredConfig: {${config}}}}`]);

    expect(said(spoilt)).toEqual([expect.stringContaining(fix)]);
  });

  test.each([
    'server: {log_level: debug, graceful_shutdown_timeout: 10s}',
    'storage: {trace: {block: {version: vParquet4}, wal: {ingestion_time_range_slack: 2m}}}',
    'storage: {trace: {s3: {hedge_requests_at: 500ms}}}',
  ])('may set other fields in structuredConfig: %s', (config) => {
    expect(said(synthesis(['persistence: {}', `persistence: {}\n  values: {tempo: {structuredConfig: {${config}}}}`]))).toEqual([]);
  });

  test.each([
    'storage.trace.s3.bucket: other',
    'target: querier',
    'server.http-listen-port: 1',
    'config.expand-env: false',
    'multitenancy.enabled: true',
    'auth.enabled: true',
    'http-api-prefix: /tempo',
    'server.path-prefix: /tempo',
  ])('cannot add the flag %s to Tempo in one process', (flag) => {
    const spoilt = synthesis(
      ['chart: 2.23.4', 'monolithic: 2.2.0'],
      ['persistence: {}', `persistence: {}\n  values: {tempo: {extraArgs: {${flag}}}}`],
    );

    expect(said(spoilt)).toHaveLength(1);
  });

  test('may repeat existing items by name', () => {
    const repeated = synthesis([
      'persistence: {}',
      'persistence: {}\ntraefik: {chart: 31.0.0, via: release, values: {env: [{name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}}\nemojivoto: {}',
    ]);

    expect(said(repeated)).toEqual([]);
    expect((valuesOf(repeated, 'traefik').env as unknown as { name: string }[]).map(({ name }) => name)).toEqual([
      'POD_NAMESPACE',
      'OTEL_PROPAGATORS',
      'POD_NAME',
    ]);
  });

  test('cannot remove the tracing flags of an old Traefik', () => {
    for (const values of ['{additionalArguments: null}', '{globalArguments: [--tracing=false]}']) {
      const spoilt = synthesis(['persistence: {}', `persistence: {}\ntraefik: {chart: 10.28.0, values: ${values}}`]);

      expect(said(spoilt)).toHaveLength(1);
    }
  });

  test('keep a null from Argo CD 3.0 on', () => {
    expect(valuesOf(withValues('{querier: {resources: null}}'), 'tempo').querier).toHaveProperty('resources', null);
  });
});
