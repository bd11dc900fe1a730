/** The credentials as an ExternalSecret: the External Secrets operator fetches them in the cluster. */
import { ApiObject } from 'cdk8s';
import {
  ExternalSecret,
  type ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy,
  ExternalSecretSpecTargetDeletionPolicy,
} from '../../../imports/externalsecret-external-secrets.io';
import type { Findings } from '../../../lib/cluster-file/findings';
import { KIND_MAY_COME_LATER, WAVES, wave } from '../../component';
import type { TempoConfig } from '../config';
import { externalSecretsReleases } from './external-secrets-releases';
import { ACCESS_KEY_ID, CREDENTIALS_SECRET, type Provide, SECRET_ACCESS_KEY } from './secret';

type ExternalConfig = NonNullable<NonNullable<TempoConfig['credentials']>['externalSecret']>;

export function externalSecret(config: ExternalConfig, findings: Findings): Provide {
  const release = findings.release(externalSecretsReleases.find(config.operator), ['tempo', 'credentials', 'externalSecret', 'operator']);
  const { apiVersion, remoteRef } = release ?? { apiVersion: ExternalSecret.GVK.apiVersion, remoteRef: {} };
  const item = (secretKey: string, property: string) => ({ secretKey, remoteRef: { key: config.key, property, ...remoteRef } });

  return (chart, namespace) => {
    const manifest = ExternalSecret.manifest({
      metadata: {
        name: CREDENTIALS_SECRET,
        namespace,
        annotations: { ...wave(WAVES.secret), ...KIND_MAY_COME_LATER },
      },
      spec: {
        refreshInterval: '1h0m0s',
        secretStoreRef: { kind: config.storeKind as ExternalSecretSpecSecretStoreRefKind, name: config.store },
        target: {
          name: CREDENTIALS_SECRET,
          creationPolicy: ExternalSecretSpecTargetCreationPolicy.OWNER,
          deletionPolicy: ExternalSecretSpecTargetDeletionPolicy.RETAIN,
        },
      },
    });
    // The typed class would drop fields that the imported release of the operator does not know.
    manifest.spec.data = [item(ACCESS_KEY_ID, config.accessKeyId), item(SECRET_ACCESS_KEY, config.secretAccessKey)];
    new ApiObject(chart, 'credentials', { ...manifest, apiVersion });
  };
}
