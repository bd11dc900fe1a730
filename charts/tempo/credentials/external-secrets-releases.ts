/**
 * The API versions and defaults of each release of the External Secrets operator, from its CustomResourceDefinition at every tag.
 *
 * The API server adds defaults to the items of `spec.data`, and Argo CD compares lists as a whole: without explicit defaults
 * the Application stays OutOfSync.
 */
import { releasedIn } from '../../../lib/releases/list';
import { ReleaseTable } from '../../../lib/releases/table';
import list from './external-secrets-releases.json';

/** The default of `operator`. */
export const DEFAULT_EXTERNAL_SECRETS = '0.17';

export interface ExternalSecretsRelease {
  readonly apiVersion: 'external-secrets.io/v1' | 'external-secrets.io/v1beta1';
  /** All API versions that it serves. */
  readonly served: readonly string[];
  /** Defaults of `spec.data[].remoteRef` to set explicitly. */
  readonly remoteRef: Readonly<Record<string, string>>;
}

export const externalSecretsReleases = new ReleaseTable<ExternalSecretsRelease>({
  name: 'External Secrets',
  released: releasedIn(list),
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
