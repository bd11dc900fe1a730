import { type Damage, saidOf, verified } from '../../../test/verify-fixture';

// It renders each release once per value, and has separate tests.
jest.mock('../values/values', () => {
  const { RuleSet } = jest.requireActual<typeof import('../../../lib/findings/rules')>('../../../lib/findings/rules');
  return { values: { rules: new RuleSet('values', '', {}), run: () => ({ findings: [], judged: 0 }) } };
});

const said = async (cluster: string, ...damages: Damage[]): Promise<string[]> => saidOf(await verified(cluster, damages), 'microservices');

const inValues = (cluster: string, from: string | RegExp, to: string): Damage => ({
  file: `dist/${cluster}/applications.k8s.yaml`,
  from,
  to,
});

test.each(['gcs', 'azure', 'local'])('finds nothing if the storage is as declared: %s', async (cluster) => {
  expect(await said(cluster)).toEqual([]);
});

// Replacements in the Helm values, and a part of the one finding that follows.
test.each<[cluster: string, from: string | RegExp, to: string, expected: string]>([
  ['gcs', 'backend: gcs', 'backend: s3', 'storage.trace.backend is s3, but tempo.storage.gcs of the cluster file is gcs'],
  ['gcs', 'bucket_name: lab-traces', 'bucket_name: other', 'gcs.bucket_name is other, but tempo.storage.gcs.bucket of the cluster file is'],
  ['gcs', /bucket_name: lab-traces\n +/, '', 'gcs.bucket_name is missing, but tempo.storage.gcs.bucket of the cluster file is lab-traces'],
  ['gcs', /\n +prefix: clusters\/gcs/, '', 'gcs.prefix is missing, but tempo.storage.gcs.prefix of the cluster file is clusters/gcs'],
  [
    'gcs',
    'prefix: clusters/gcs',
    'prefix: clusters/gcs\n                insecure: true',
    'gcs.insecure is true, but the cluster file does not ask for it; remove it',
  ],
  [
    'gcs',
    'backend: gcs',
    'backend: gcs\n              s3: {bucket: lab-traces}',
    'storage.trace.s3 is set, but the backend is gcs; remove it',
  ],
  [
    'gcs',
    'name: GOOGLE_APPLICATION_CREDENTIALS',
    'name: GOOGLE_CREDENTIALS',
    'has no variable GOOGLE_APPLICATION_CREDENTIALS, so it finds no credentials for the bucket lab-traces; set it to the path of key key.json of Secret gcs',
  ],
  [
    'gcs',
    'value: /etc/tempo-gcs/key.json',
    'value: /etc/gcs/key.json',
    'has GOOGLE_APPLICATION_CREDENTIALS: /etc/gcs/key.json, where no volume is mounted; mount Secret gcs there',
  ],
  [
    'gcs',
    'value: /etc/tempo-gcs/key.json',
    'value: /etc/tempo-gcs/other.json',
    'has GOOGLE_APPLICATION_CREDENTIALS: /etc/tempo-gcs/other.json, which is not a file of Secret gcs; use key key.json',
  ],
  ['gcs', 'mountPath: /etc/tempo-gcs', 'mountPath: /etc/gcs', 'where no volume is mounted; mount Secret gcs there'],
  [
    'azure',
    'container_name: tempo',
    'container_name: other',
    'azure.container_name is other, but tempo.storage.azure.container of the cluster file is tempo',
  ],
  [
    'azure',
    /storage_account_name: labtraces\n +/,
    '',
    'azure.storage_account_name is missing, but tempo.storage.azure.account of the cluster file is labtraces',
  ],
  [
    'azure',
    'prefix: clusters/azure',
    'prefix: clusters/azure\n                endpoint_suffix: blob.core.chinacloudapi.cn',
    'azure.endpoint_suffix is blob.core.chinacloudapi.cn, but tempo.storage.azure.endpoint of the cluster file is blob.core.windows.net',
  ],
  [
    'azure',
    /\n +use_federated_token: true/,
    '',
    'azure.use_federated_token is missing, but tempo.credentials.identity.workloadIdentity of the cluster file needs true; set it to true',
  ],
  [
    'azure',
    'use_federated_token: true',
    'use_federated_token: true\n                use_managed_identity: true',
    'azure.use_managed_identity is true, but the cluster file does not ask for it; remove it',
  ],
  [
    'azure',
    'azure.workload.identity/client-id: 1',
    'azure.workload.identity/client-id: 2',
    'whose annotation azure.workload.identity/client-id is 21111111-2222-3333-4444-555555555555, but tempo.credentials.identity.workloadIdentity',
  ],
  [
    'azure',
    /podLabels:\n +azure\.workload\.identity\/use: 'true'/,
    'podLabels: {}',
    'has no label azure.workload.identity/use on its pods, so it gets no token for tempo.credentials.identity.workloadIdentity and cannot access the container tempo of the storage account labtraces',
  ],
  [
    'azure',
    "azure.workload.identity/use: 'true'",
    "azure.workload.identity/use: 'false'",
    'has the label azure.workload.identity/use: false on its pods',
  ],
  ['local', 'path: /var/tempo/traces', 'path: /tmp/traces', 'local.path is /tmp/traces, but tempo.storage.local of the cluster file needs'],
  ['local', /enabled: true\n +size: 20Gi/, 'enabled: false', 'but no pod of Tempo has one'],
])('%s: finds %s → %s', async (cluster, from, to, expected) => {
  const found = await said(cluster, inValues(cluster, from, to));

  expect(found.filter((text) => text.includes(expected))).toHaveLength(1);
  expect(found.every((text) => text.startsWith('error: '))).toBe(true);
});

test('finds the key of a service account in a process that is not Tempo', async () => {
  const file = 'charts/tempo-distributed-2.23.4/templates/workloads.yaml';
  const other = `
---
apiVersion: v1
kind: Pod
metadata: {name: cache, labels: {azure.workload.identity/use: "true"}}
spec:
  serviceAccountName: tempo
  containers: [{name: cache, image: "memcached:1.6.39", env: {{ toJson .Values.querier.extraEnv }}, volumeMounts: {{ toJson .Values.querier.extraVolumeMounts }}}]
  volumes: {{ toJson .Values.querier.extraVolumes }}
---
apiVersion: v1
kind: ServiceAccount`;
  const damage = { file, from: /\n---\napiVersion: v1\nkind: ServiceAccount/, to: other };

  expect(await said('gcs', damage)).toEqual([
    'error: Pod cache (container cache): has GOOGLE_APPLICATION_CREDENTIALS and Secret gcs, but does not run Tempo; set them for each microservice instead of globally',
  ]);
  expect(await said('azure', damage)).toEqual([
    'error: Pod cache: has the label azure.workload.identity/use on its pods, which gives them a token for the storage, but does not run Tempo; set it for each microservice instead of globally',
  ]);
});

test('finds a disk that is not on the volume', async () => {
  const damage = { file: 'charts/tempo-2.2.4/templates/tempo.yaml', from: 'mountPath: /var/tempo', to: 'mountPath: /data' };

  expect(await said('local', damage)).toEqual([
    'error: StatefulSet tempo (container tempo): has storage.trace.local.path /var/tempo/traces, which is not on a volume that outlives the pod, so all traces are lost with the pod; mount the volume of tempo.persistence there',
  ]);
});

test('accepts the default endpoint if it is written out', async () => {
  const endpoint = 'prefix: clusters/azure\n                endpoint_suffix: blob.core.windows.net';

  expect(await said('azure', inValues('azure', 'prefix: clusters/azure', endpoint))).toEqual([]);
});
