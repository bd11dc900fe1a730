import { saidOf, stackOf, verifiedStack } from '../../../test/verify-fixture';
import { NOTHING_DECLARED } from '../../world/declared';
import { inLab } from '../fixture';

const DECLARED = {
  apiVersions: ['external-secrets.io/v1', 'external-secrets.io/v1beta1'],
  store: 'vault',
  storeKind: 'ClusterSecretStore',
  key: 'minio/tempo',
  properties: { KEY_ID: 'user' },
};

async function said({
  apiVersion = 'external-secrets.io/v1',
  ref = { name: 'vault', kind: 'ClusterSecretStore' } as object,
  remoteRef = {},
}) {
  const data = [{ secretKey: 'KEY_ID', remoteRef: { key: 'minio/tempo', property: 'user', ...remoteRef } }];
  const object = { apiVersion, kind: 'ExternalSecret', metadata: { name: 'login' }, spec: { secretStoreRef: ref, data } };
  const declared = { ...NOTHING_DECLARED, externalSecret: DECLARED };
  const { clusters } = await verifiedStack({ ...stackOf(), objects: [inLab(object)], declared });
  return clusters.flatMap((cluster) => saidOf(cluster, 'microservices'));
}

test('one that matches the cluster file causes no finding', async () => {
  expect(await said({})).toEqual([]);
  expect(await said({ apiVersion: 'external-secrets.io/v1beta1' })).toEqual([]);
});

test.each([
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
])('%j is reported', async (changes, text) => {
  expect(await said(changes)).toEqual([`error: ExternalSecret login: ${text}`]);
});
