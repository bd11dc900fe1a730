/**
 * What each release of the External Secrets operator serves, from its CustomResourceDefinition at every tag.
 *
 * The API server adds defaults to the items of `spec.data`, and Argo CD compares lists as a whole: a default that is not written
 * out keeps the Application OutOfSync.
 */
import { ReleaseTable } from '../../../lib/releases/table';

/** Where the cluster file does not say. */
export const DEFAULT_EXTERNAL_SECRETS = '0.17';

export interface ExternalSecretsRelease {
  readonly apiVersion: 'external-secrets.io/v1' | 'external-secrets.io/v1beta1';
  /** Every API version that it serves. */
  readonly served: readonly string[];
  /** Defaults of `spec.data[].remoteRef` to write out. */
  readonly remoteRef: Readonly<Record<string, string>>;
}

export const externalSecretsReleases = new ReleaseTable<ExternalSecretsRelease>({
  name: 'External Secrets',
  released: '0.8-20 1.0-3 2.0-9',
  facts: [
    [
      '0.8',
      {
        apiVersion: 'external-secrets.io/v1beta1',
        served: ['external-secrets.io/v1beta1'],
        remoteRef: { conversionStrategy: 'Default', decodingStrategy: 'None' },
      },
    ],
    ['0.9', { remoteRef: { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } }], // 0.9.8
    ['0.16', { apiVersion: 'external-secrets.io/v1', served: ['external-secrets.io/v1', 'external-secrets.io/v1beta1'] }],
    ['0.17', { served: ['external-secrets.io/v1'] }],
    ['2.3', { remoteRef: { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None', nullBytePolicy: 'Ignore' } }],
    ['2.7', { remoteRef: { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } }],
  ],
});
