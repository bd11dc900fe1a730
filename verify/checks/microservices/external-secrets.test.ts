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

test('one that asks for what the cluster file names fits', async () => {
  expect(await said({})).toEqual([]);
  expect(await said({ apiVersion: 'external-secrets.io/v1beta1' })).toEqual([]);
});

test.each([
  [
    { ref: { name: 'vault' } },
    'spec.secretStoreRef.kind is SecretStore, but the cluster file says ClusterSecretStore; write ClusterSecretStore',
  ],
  [{ ref: { kind: 'ClusterSecretStore' } }, 'has no spec.secretStoreRef.name, but the cluster file says vault; write vault'],
  [{ remoteRef: { key: 'minio' } }, 'spec.data[0].remoteRef.key is minio, but the cluster file says minio/tempo; write minio/tempo'],
  [{ remoteRef: { property: 'password' } }, 'spec.data[0].remoteRef.property is password, but the cluster file says user; write user'],
  [
    { apiVersion: 'external-secrets.io/v1alpha1' },
    'apiVersion external-secrets.io/v1alpha1 is not served by the operator that the cluster file names; write external-secrets.io/v1',
  ],
])('%j is reported', async (changes, text) => {
  expect(await said(changes)).toEqual([`error: ExternalSecret login: ${text}`]);
});
