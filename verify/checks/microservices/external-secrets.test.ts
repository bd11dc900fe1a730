import { saidOf, stackOf, verifiedStack } from '../../../test/verify-fixture';
import { NOTHING_DECLARED } from '../../world/declared';
import { inLab } from '../fixture';

const DECLARED = {
  apiVersions: ['external-secrets.io/v1', 'external-secrets.io/v1beta1'],
  store: 'vault',
  storeKind: 'ClusterSecretStore',
  key: 'minio/tempo',
  properties: { KEY_ID: 'user' },
  remoteRef: { decodingStrategy: 'None' },
};

async function said({
  apiVersion = 'external-secrets.io/v1',
  ref = { name: 'vault', kind: 'ClusterSecretStore' } as object,
  remoteRef = {},
  spec = {},
}) {
  const data = [{ secretKey: 'KEY_ID', remoteRef: { key: 'minio/tempo', property: 'user', decodingStrategy: 'None', ...remoteRef } }];
  const object = { apiVersion, kind: 'ExternalSecret', metadata: { name: 'login' }, spec: { secretStoreRef: ref, data, ...spec } };
  const declared = { ...NOTHING_DECLARED, externalSecret: DECLARED };
  const { clusters } = await verifiedStack({ ...stackOf(), objects: [inLab(object)], declared });
  return clusters.flatMap((cluster) => saidOf(cluster, 'microservices'));
}

test('one that matches the cluster file passes', async () => {
  expect(await said({})).toEqual([]);
  expect(await said({ apiVersion: 'external-secrets.io/v1beta1' })).toEqual([]);
});

test.each([
  { target: { creationPolicy: 'Orphan', deletionPolicy: 'Retain' } },
  { refreshInterval: '15m', refreshPolicy: 'Periodic' },
  { target: { template: { type: 'Opaque', data: { KEY_ID: '{{ .KEY_ID | trim }}' } } } },
  { dataFrom: [{ extract: { key: 'minio/tempo' } }] },
])('%j is not reported', async (spec) => {
  expect(await said({ spec })).toEqual([]);
});

test.each<[Parameters<typeof said>[0], string]>([
  [
    { spec: { target: { template: { data: { KEY_ID: '{{ .KEY_ID | b64enc }}' } } } } },
    "spec.target.template.data.KEY_ID is not the fetched value; use '{{ .KEY_ID }}'",
  ],
  [
    { spec: { data: [], dataFrom: [{ extract: { key: 'minio/tempo' } }] } },
    'fetches KEY_ID by no entry of spec.data, and the store has no property of that name; add it with property user',
  ],
  [
    { ref: { name: 'vault' } },
    'spec.secretStoreRef.kind is SecretStore, but the cluster file has ClusterSecretStore; use ClusterSecretStore',
  ],
  [{ ref: { kind: 'ClusterSecretStore' } }, 'has no spec.secretStoreRef.name, but the cluster file has vault; use vault'],
  [{ remoteRef: { key: 'minio' } }, 'spec.data[0].remoteRef.key is minio, but the cluster file has minio/tempo; use minio/tempo'],
  [{ remoteRef: { property: 'password' } }, 'spec.data[0].remoteRef.property is password, but the cluster file has user; use user'],
  [
    { apiVersion: 'external-secrets.io/v1alpha1' },
    'apiVersion external-secrets.io/v1alpha1 is not served by the operator in the cluster file; use external-secrets.io/v1',
  ],
  [
    { spec: { target: { creationPolicy: 'Merge' } } },
    'spec.target.creationPolicy is Merge, with which the operator does not make Secret login; use Owner',
  ],
  [
    { spec: { target: { deletionPolicy: 'Delete' } } },
    'spec.target.deletionPolicy is Delete, with which the operator takes the Secret away when the store has no value; use Retain',
  ],
  [{ remoteRef: { decodingStrategy: 'Base64' } }, 'spec.data[0].remoteRef.decodingStrategy is Base64, which changes the value; use None'],
  [
    { remoteRef: { decodingStrategy: null } },
    'has no spec.data[0].remoteRef.decodingStrategy, which the API server adds, so Argo CD always sees a difference; set it to None',
  ],
  [{ remoteRef: { metadataPolicy: 'Fetch' } }, 'spec.data[0].remoteRef.metadataPolicy is Fetch, which does not fetch the value; use None'],
  [{ remoteRef: { version: '1' } }, 'spec.data[0].remoteRef.version is 1, which does not follow a new key; remove it'],
  [
    { spec: { refreshInterval: '1d' } },
    'spec.refreshInterval is 1d, which is not a duration, so the operator cannot read the object; use one such as 1h0m0s',
  ],
  [{ spec: { refreshInterval: '0' } }, 'spec.refreshInterval is 0, so a new key does not reach the Secret; use 1h0m0s'],
  [{ spec: { refreshPolicy: 'CreatedOnce' } }, 'spec.refreshPolicy is CreatedOnce, so a new key does not reach the Secret; remove it'],
  [
    { spec: { target: { template: { type: 'kubernetes.io/tls' } } } },
    'a Secret of type kubernetes.io/tls needs the keys tls.crt and tls.key; use Opaque',
  ],
  [
    { spec: { target: { template: { data: { KEY_ID: '{{ .KEY_IDS }}' } } } } },
    'its template uses .KEY_IDS, but it fetches only KEY_ID; use KEY_ID, or fetch KEY_IDS',
  ],
])('%j is reported', async (changes, text) => {
  expect(await said(changes)).toEqual([`error: ExternalSecret login: ${text}`]);
});
