import { helmValuesOf, said, synthesizeTempo } from '../../../test/synthesis';

const GUID = '11111111-2222-3333-4444-555555555555';
const EMAIL = 'tempo@lab.iam.gserviceaccount.com';
const GCS = 'gcs: {bucket: lab-traces}';
const AZURE = 'azure: {account: labtraces, container: tempo}';

const cluster = (storage: string, credentials: string, { chart = 'chart: 1.61.3', more = '  persistence: {}\n' } = {}) =>
  synthesizeTempo(storage, { chart, credentials, more });

type Values = Record<string, Record<string, unknown>>;
const valuesOf = (...args: Parameters<typeof cluster>) => helmValuesOf<Values>(cluster(...args));
const MONOLITHIC = { chart: 'monolithic: 1.24.4' };

describe('Google Cloud Storage', () => {
  const FILE = {
    extraEnv: [{ name: 'GOOGLE_APPLICATION_CREDENTIALS', value: '/etc/tempo-gcs/k.json' }],
    extraVolumeMounts: [{ name: 'gcs-key', mountPath: '/etc/tempo-gcs', readOnly: true }],
  };
  const VOLUMES = [{ name: 'gcs-key', secret: { secretName: 'gcs', items: [{ key: 'k.json', path: 'k.json' }] } }];

  test('is reached with a key as a file, which each microservice reads', () => {
    const {
      storage,
      minio: _,
      traces: __,
      ...rest
    } = valuesOf('gcs: {bucket: lab-traces, prefix: a/b}', 'serviceAccountKey: {secret: gcs, key: k.json}');
    const { ingester, ...others } = rest as Values;

    expect(storage).toEqual({ trace: { backend: 'gcs', gcs: { bucket_name: 'lab-traces', prefix: 'a/b' } } });
    expect(Object.keys(others).sort()).toEqual(['compactor', 'distributor', 'querier', 'queryFrontend']);
    for (const process of [...Object.values(others), { ...ingester, persistence: undefined }])
      expect(process).toEqual({ ...FILE, extraVolumes: VOLUMES });
  });

  test('is reached with a key by a single process', () => {
    expect(valuesOf(GCS, 'serviceAccountKey: {secret: gcs, key: k.json}', MONOLITHIC)).toMatchObject({
      tempo: FILE,
      extraVolumes: VOLUMES,
    });
  });

  test.each(['chart: 0.27.0', 'chart: 1.61.3', 'monolithic: 2.2.4'])('needs no file with a workload identity: %s', (chart) => {
    const values = valuesOf(GCS, `identity: {workloadIdentity: ${EMAIL}}`, { chart });

    expect(values.serviceAccount).toEqual({ annotations: { 'iam.gke.io/gcp-service-account': EMAIL } });
    expect(JSON.stringify(values)).not.toMatch(/extraArgs|extraEnv|extraVolumes|podLabels|GOOGLE/);
  });

  test('needs nothing with the service account of the nodes', () => {
    const values = valuesOf(GCS, 'identity: {instance: true}');

    expect(JSON.stringify(values)).not.toMatch(/extraArgs|extraEnv|extraVolumes|serviceAccount/);
  });
});

describe('Azure Blob Storage', () => {
  const FIELDS = { storage_account_name: 'labtraces', container_name: 'tempo' };
  const azureOf = (credentials: string, chart = 'chart: 1.61.3') =>
    helmValuesOf<{ storage: { trace: { azure: object } } }>(cluster(AZURE, credentials, { chart })).storage.trace.azure;

  test('is reached with a key of the account by a variable', () => {
    const values = valuesOf(AZURE, 'accountKey: {secret: az, key: k}', { chart: 'chart: 2.26.2' });

    expect(values).toMatchObject({
      storage: { trace: { backend: 'azure', azure: { ...FIELDS, storage_account_key: '${AZURE_STORAGE_KEY}' } } },
      defaults: {
        extraArgs: ['-config.expand-env=true'],
        extraEnv: [{ name: 'AZURE_STORAGE_KEY', valueFrom: { secretKeyRef: { name: 'az', key: 'k' } } }],
      },
    });
  });

  test.each(['chart: 1.61.3', 'monolithic: 2.2.4'])('is reached with a workload identity: %s', (chart) => {
    const values = valuesOf(AZURE, `identity: {workloadIdentity: ${GUID}}`, { chart });
    const labels = { 'azure.workload.identity/use': 'true' };

    expect(values).toMatchObject({
      serviceAccount: { annotations: { 'azure.workload.identity/client-id': GUID } },
      ...(chart.startsWith('chart') ? { querier: { podLabels: labels }, compactor: { podLabels: labels } } : { podLabels: labels }),
    });
    expect(JSON.stringify(values)).toContain('"use_federated_token":true');
    expect(JSON.stringify(values)).not.toMatch(/extraArgs|extraEnv|storage_account_key/);
  });

  test.each([
    ['monolithic: 1.2.1', '2.0.1'], // its image, although its appVersion is 2.1.1
    ['chart: 1.2.11', '2.0.1'],
  ])('is not reached with a workload identity by the older Tempo of %s', (chart, tempo) => {
    expect(said(cluster(AZURE, `identity: {workloadIdentity: ${GUID}}`, { chart }), 'error')).toEqual([
      expect.stringContaining(`cannot be used by Tempo ${tempo}; pin`),
    ]);
  });

  test('is reached with an identity of the nodes', () => {
    expect(azureOf(`identity: {managedIdentity: ${GUID}}`)).toEqual({ ...FIELDS, use_managed_identity: true, user_assigned_id: GUID });
  });

  test('has fields with hyphens before Tempo 2.0', () => {
    const fields = {
      'storage-account-name': 'labtraces',
      'container-name': 'tempo',
      'use-managed-identity': true,
      'user-assigned-id': GUID,
    };

    expect(azureOf(`identity: {managedIdentity: ${GUID}}`, 'chart: 0.28.0')).toEqual(fields);
    expect(azureOf(`identity: {managedIdentity: ${GUID}}`, 'chart: 1.0.0')).toHaveProperty('user_assigned_id', GUID);
  });

  test('may be in another cloud, or the emulator with a key', () => {
    const emulator = cluster(
      'azure: {account: labtraces, container: tempo, endpoint: "azurite.storage:10000"}',
      'accountKey: {secret: az, key: k}',
    );

    expect(said(emulator)).toEqual([]);
    expect(emulator.clusters[0]?.requirements).toContain('the container tempo in the storage account labtraces (azurite.storage:10000)');
    const china = 'azure: {account: labtraces, container: tempo, endpoint: blob.core.chinacloudapi.cn}';
    expect(cluster(china, 'accountKey: {secret: az, key: k}').clusters[0]?.requirements).toContainEqual(
      expect.stringContaining('(labtraces.blob.core.chinacloudapi.cn)'),
    );
  });
});

test('the local disk is the folder of the chart, without credentials', () => {
  const values = valuesOf('local: {}', '', MONOLITHIC);

  expect(values.tempo?.storage).toEqual({ trace: { backend: 'local', local: { path: '/var/tempo/traces' } } });
  expect(JSON.stringify(values)).not.toMatch(/extra|serviceAccount/);
});

test('what must exist is named, with the commands for it', () => {
  const { requirements, storageCommands } = cluster(GCS, `identity: {workloadIdentity: ${EMAIL}}`).clusters[0] ?? {};

  expect(requirements).toContain(
    `the service account ${EMAIL}, which trusts the ServiceAccount tempo in namespace tracing and has access to the bucket lab-traces; \`npm run bucket\` prints the commands`,
  );
  expect(storageCommands).toContain(
    'gcloud iam service-accounts add-iam-policy-binding "$ACCOUNT" --member "serviceAccount:$CLUSTER_PROJECT.svc.id.goog[tracing/tempo]" --role roles/iam.workloadIdentityUser',
  );
  const azure = cluster(AZURE, `identity: {workloadIdentity: ${GUID}}`).clusters[0]?.storageCommands.join('\n');
  expect(azure).toContain('--subject system:serviceaccount:tracing:tempo --audiences api://AzureADTokenExchange');
  expect(azure).toContain('--role "Storage Blob Data Contributor" --scope "$SCOPE"');
  expect(cluster(AZURE, `identity: {managedIdentity: ${GUID}}`).clusters[0]?.storageCommands.at(-1)).toContain('az vmss identity assign');
  expect(cluster(GCS, 'serviceAccountKey: {secret: gcs, key: k.json}').clusters[0]?.storageCommands.at(-1)).toBe(
    'kubectl -n tracing create secret generic gcs --from-file k.json=k.json',
  );
  expect(cluster(AZURE, 'accountKey: {secret: az, key: k}').clusters[0]?.storageCommands.at(-1)).toBe(
    'kubectl -n tracing create secret generic az --from-literal "k=$KEY"',
  );
  expect(cluster('local: {}', '', MONOLITHIC).clusters[0]?.storageCommands).toEqual([]);
});

test.each([
  ['values: {storage: {trace: {gcs: {bucket_name: other}}}}', 'storage.trace.gcs.bucket_name', 'set it in tempo.storage.gcs.bucket'],
  ['values: {storage: {trace: {gcs: {endpoint: "https://gcs.example.com"}}}}', 'storage.trace.gcs.endpoint', 'remove it, because .*'],
  ['values: {serviceAccount: {annotations: {iam.gke.io/gcp-service-account: other}}}', 'serviceAccount.annotations', 'remove it'],
  ['values: {querier: {extraEnv: [{name: GOOGLE_APPLICATION_CREDENTIALS, value: /a}]}}', 'extraEnv', 'remove it'],
])('values of the user cannot change it: %s', (more, key, fix) => {
  expect(said(cluster(GCS, `identity: {workloadIdentity: ${EMAIL}}`, { more: `  persistence: {}\n  ${more}\n` }))).toEqual([
    expect.stringMatching(new RegExp(`${key}.*; ${fix}$`)),
  ]);
});

test.each([
  [GCS, EMAIL, 'gcs', { chunk_buffer_size: 10485760, hedge_requests_at: '500ms', hedge_requests_up_to: 2 }],
  [AZURE, GUID, 'azure', { max_buffers: 8, buffer_size: 3145728, hedge_requests_at: '400ms' }],
])('fields of the storage that have no key are those of the user: %s', (storage, workloadIdentity, name, fields) => {
  const more = `  persistence: {}\n  values: {storage: {trace: {${name}: ${JSON.stringify(fields)}}}}\n`;
  const credentials = `identity: {workloadIdentity: ${workloadIdentity}}`;
  expect(said(cluster(storage, credentials, { more }))).toEqual([]);
  expect(valuesOf(storage, credentials, { more }).storage?.trace).toMatchObject({ [name]: fields });
});

test.each([
  [GCS, EMAIL, 'gcs', 'insecure'],
  [AZURE, GUID, 'azure', 'use_managed_identity'],
])('a switch of the storage that is off anyway may be written: %s', (storage, workloadIdentity, name, field) => {
  const values = (isOn: boolean) => ({ more: `  persistence: {}\n  values: {storage: {trace: {${name}: {${field}: ${isOn}}}}}\n` });
  const credentials = `identity: {workloadIdentity: ${workloadIdentity}}`;
  expect(said(cluster(storage, credentials, values(false)))).toEqual([]);
  expect(said(cluster(storage, credentials, values(true)))).toEqual([expect.stringContaining(`${field}: is managed by this stack`)]);
});

test.each(['storage_account_key', 'use_managed_identity', 'use-managed-identity', 'user_assigned_id'])(
  'the credentials of Azure are not those of the user: %s',
  (field) => {
    const more = `  persistence: {}\n  values: {storage: {trace: {azure: {${field}: other}}}}\n`;
    expect(said(cluster(AZURE, `identity: {workloadIdentity: ${GUID}}`, { more }))).toEqual([
      expect.stringMatching(new RegExp(`${field}: .*; set tempo.credentials$`)),
    ]);
  },
);
