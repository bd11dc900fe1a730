/** Tempo's part of the cluster file. */
import * as z from 'zod';
import { text } from '../../lib/cluster-file/formats/format';
import { dataKey, namespace, objectName, quantity } from '../../lib/cluster-file/formats/kubernetes';
import { ciphertext, duration, plainLine, version } from '../../lib/cluster-file/formats/texts';
import { exactlyOne } from '../../lib/cluster-file/schema/alternatives';
import { lazyDescription, lazyObject } from '../../lib/cluster-file/schema/lazy';
import type { Path } from '../../lib/yaml/parsed';
import { DEFAULT_EXTERNAL_SECRETS } from './credentials/external-secrets-releases';
import { identityConfig } from './credentials/identity';
import { SCOPES } from './credentials/sealing';
import { ACCESS_KEY_ID, CREDENTIALS_SECRET, SECRET_ACCESS_KEY } from './credentials/secret';
import { kafkaConfig } from './kafka/config';
import { metricsGeneratorConfig } from './metrics-generator/config';
import { migrationConfig } from './migration/config';
import { MAX_FULLNAME, TEMPO } from './names/workloads';
import { RECEIVER_NAMES } from './receivers';
import { receiverOptionsConfig } from './receivers/options/config';
import { distributedReleases } from './releases';
import { SIZES } from './size/sizes';
import type { BundledConfig } from './storage/s3/bundled-minio';
import { storageConfig } from './storage/schema';
import { Storage } from './storage/storage';

const externalSecret = lazyObject(() => ({
  store: objectName('vault-backend').describe('The secret store'),
  storeKind: z.enum(['ClusterSecretStore', 'SecretStore']).default('ClusterSecretStore').describe('The kind of the store'),
  operator: version(DEFAULT_EXTERNAL_SECRETS).default(DEFAULT_EXTERNAL_SECRETS).describe('The release of the External Secrets operator'),
  key: plainLine('minio/tempo').describe('The key in the store'),
  accessKeyId: plainLine('user').describe('The property with the access key id'),
  secretAccessKey: plainLine('key').describe('The property with the secret access key'),
}));

/** A key of a Secret that somebody else makes. */
const secretKey = (secret: string, key: string) =>
  lazyObject(() => ({
    secret: objectName(secret).describe('A Secret in the namespace of Tempo'),
    key: dataKey(key).describe('Its key'),
  }));

const credentials = exactlyOne(
  lazyObject(() => ({
    externalSecret: externalSecret.optional().describe('Fetched in the cluster by the External Secrets operator'),
    sealedSecret: lazyObject(() => ({
      accessKeyId: ciphertext().describe('The sealed access key id, by `npm run seal`'),
      secretAccessKey: ciphertext().describe('The sealed secret access key'),
      scope: z.enum(SCOPES).default('strict').describe('Where the ciphertext can be decrypted'),
    }))
      .optional()
      .describe('Ciphertext that the controller of Sealed Secrets decrypts in the cluster'),
    vaultPlugin: lazyObject(() => ({
      path: plainLine('secret/data/minio/tempo').describe('The path in Vault'),
      accessKeyId: plainLine('user').describe('The property with the access key id'),
      secretAccessKey: plainLine('key').describe('The property with the secret access key'),
    }))
      .optional()
      .describe('Placeholders that argocd-vault-plugin replaces when Argo CD renders the manifests'),
    secret: lazyObject(() => ({
      commitPlaintext: z.boolean().default(false).describe('Whether to write the credentials in plain text to dist/'),
    }))
      .optional()
      .describe('From MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY at synth, in plain text in git'),
    existing: lazyObject(() => ({
      name: objectName(CREDENTIALS_SECRET).default(CREDENTIALS_SECRET).describe('Its name'),
      accessKeyId: dataKey(ACCESS_KEY_ID).default(ACCESS_KEY_ID).describe('Its key with the access key id'),
      secretAccessKey: dataKey(SECRET_ACCESS_KEY).default(SECRET_ACCESS_KEY).describe('Its key with the secret access key'),
    }))
      .optional()
      .describe('A Secret that you create'),
    identity: identityConfig.optional().describe('The identity of the pods in the cloud, without keys'),
    serviceAccountKey: secretKey('gcs', 'key.json').optional().describe('For Google Cloud Storage: the key of a service account'),
    accountKey: secretKey('azure', 'account-key').optional().describe('For Azure Blob Storage: a key of the storage account'),
  })),
  'externalSecret',
  'sealedSecret',
  'vaultPlugin',
  'secret',
  'existing',
  'identity',
  'serviceAccountKey',
  'accountKey',
).describe('The source of the storage credentials; exactly one');

/** Services and workloads begin with it. */
const nameOfObjects = (example: string) =>
  text({
    pattern: new RegExp(`^[a-z]([-a-z0-9]{0,${MAX_FULLNAME - 2}}[a-z0-9])?$`),
    example,
    what: 'a name for Services',
    fix: `use at most ${MAX_FULLNAME} lower-case letters, digits and hyphens, beginning with a letter`,
  });

export const tempoConfig = exactlyOne(
  lazyObject(() => ({
    chart: version('2.23.4').optional().describe('The release of the chart tempo-distributed; an alternative to monolithic'),
    monolithic: version('2.2.4').optional().describe('The release of the chart tempo, one process for everything; an alternative to chart'),
    namespace: namespace('tracing').default('tracing').describe('The namespace of Tempo'),
    releaseName: nameOfObjects('tempo').default(TEMPO).describe('The name of the Helm release, for one that runs already'),
    fullnameOverride: nameOfObjects('tempo')
      .optional()
      .describe(
        'The beginning of the names of all Services and workloads; default the name of the release, followed by -tempo if it does not contain tempo',
      ),
    receivers: z
      .array(z.enum(RECEIVER_NAMES))
      .min(1)
      .meta({ description: 'The protocols that Tempo receives', examples: [['otlp-grpc', 'otlp-http']] }),
    receiverOptions: receiverOptionsConfig,
    storage: storageConfig.optional(),
    credentials: credentials.optional(),
    persistence: lazyObject(() => ({
      size: quantity('10Gi').default('10Gi').describe('The size of each volume'),
      storageClass: objectName('longhorn').optional().describe("The StorageClass; default the cluster's default"),
    }))
      .optional()
      .describe('Volumes for traces that are not in the storage yet; if absent, a rollout loses them'),
    retention: duration('336h', 'Tempo would delete every trace')
      .optional()
      .describe('How long traces are kept, in hours and minutes; default that of the chart'),
    logReceivedSpans: z.boolean().default(false).describe('Whether the distributor logs each span that it receives'),
    metricsGenerator: metricsGeneratorConfig.optional().describe('Generates metrics from spans; if absent, this is off'),
    kafka: kafkaConfig
      .optional()
      .meta(
        lazyDescription(
          () => `The Kafka broker for traces: required from chart ${distributedReleases.first(({ tempo }) => tempo.kafka)}, refused before`,
        ),
      ),
    size: z
      .enum(SIZES)
      .optional()
      .describe('small: one of each process; medium: several, for 5 MB/s of spans; ha: the same on three nodes; default as in the chart'),
    migration: migrationConfig.optional(),
    values: z.looseObject({}).default({}).describe('Further Helm values, merged last'),
  })),
  'chart',
  'monolithic',
);

/** Tempo's part of the cluster file, as parsed. */
type TempoFile = z.infer<typeof tempoConfig>;

/** The same with the resolved storage, which may be the chart's own MinIO. */
export type TempoConfig = Omit<TempoFile, 'storage'> & {
  readonly storage: Storage;
  readonly bundledMinio?: BundledConfig;
  /** The keys of the release and of its values in the cluster file. @default tempo.chart or tempo.monolithic, and tempo.values */
  readonly keys?: { readonly pinned: Path; readonly values: Path };
};

/**
 * @param bundledMinio set if the chart's own MinIO is the storage
 * @throws Error if neither is set, which the schema refuses
 */
export function withStorage(file: TempoFile, bundledMinio: BundledConfig | undefined): TempoConfig {
  if (bundledMinio) return { ...file, storage: Storage.bundled(), bundledMinio };
  if (!file.storage) throw new Error('the cluster file was not checked for tempo.storage');
  return { ...file, storage: Storage.of(file.storage, file.credentials?.identity), bundledMinio };
}

/** The key of the cluster file that pins the release, and the release. */
export const pinnedRelease = ({ chart, monolithic = '', keys }: TempoConfig): { readonly key: Path; readonly version: string } =>
  chart === undefined ? { key: ['tempo', 'monolithic'], version: monolithic } : { key: keys?.pinned ?? ['tempo', 'chart'], version: chart };

/** The key of the cluster file that has the values of the release. */
export const valuesKeyOf = ({ keys }: Pick<TempoConfig, 'keys'>): Path => keys?.values ?? ['tempo', 'values'];

/** The user's own values for a part of the chart, unchecked. */
export const settingsOf = (
  { values }: Pick<TempoConfig, 'values'>,
  part: string,
): { readonly enabled?: unknown; readonly replicas?: unknown } => values[part] ?? {};
