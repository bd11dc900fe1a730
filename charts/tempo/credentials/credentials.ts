/**
 * The credentials of Tempo's storage: for S3 a Secret with two keys in each namespace that needs it, created in one of five ways;
 * for others one key of a Secret; or an identity.
 */
import type { Construct } from 'constructs';
import type { Findings } from '../../../lib/cluster-file/findings';
import type { TempoConfig } from '../config';
import type { BundledConfig } from '../storage/s3/bundled-minio';
import { ROOT_KEYS } from '../storage/s3/servers/root-keys';
import type { ServerName } from '../storage/s3/servers/servers';
import { WITHOUT_QUOTES } from '../storage/s3/unquoted-key';
import { externalSecret } from './external-secret';
import { identityRequirements, type Stored } from './identity';
import { plainSecret } from './plain-secret';
import { sealedSecret } from './sealed-secret';
import { ACCESS_KEY_ID, CREDENTIALS_SECRET, type CredentialsSecret, type Environment, type Provide, SECRET_ACCESS_KEY } from './secret';
import { VaultSecrets } from './vault-plugin';

export interface Credentials extends CredentialsSecret {
  readonly provide: Provide;
  /** What that namespace must already have for them, one phrase per item. */
  readonly requirements: (namespace: string) => readonly string[];
  /** The Secrets as a separate component, if a plugin of Argo CD completes them. */
  readonly vault?: VaultSecrets;
}

export interface CredentialsProps {
  /** Undefined with the chart's own MinIO, and for a storage that needs none. */
  readonly config: TempoConfig['credentials'];
  readonly bundled?: BundledConfig & Partial<Pick<Credentials, 'keys'>>;
  readonly stored: Stored;
  /** The S3 server. @default it may be MinIO */
  readonly server?: ServerName;
  readonly environment: Environment;
  readonly findings: Findings;
  /** The namespaces that need them, Tempo's first. */
  readonly namespaces: readonly string[];
  /** The ServiceAccounts of Tempo. */
  readonly accounts: readonly string[];
}

export function createCredentials(
  scope: Construct,
  { config, bundled, stored, server, environment, findings, namespaces, accounts }: CredentialsProps,
): Credentials {
  if (bundled) return bundledCredentials(bundled);
  const base = {
    secretName: CREDENTIALS_SECRET,
    keys: { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET_ACCESS_KEY },
    requirements: () => [],
  };
  if (!config) return { ...base, provide: () => undefined };
  const secretKey = config.serviceAccountKey ?? config.accountKey;
  if (secretKey) {
    const { secret, key } = secretKey;
    const requirements = (namespace: string) => [
      `the Secret ${secret} with ${key} in namespace ${namespace}; \`npm run bucket\` prints the commands`,
    ];
    return { ...base, secretKey, provide: () => undefined, requirements };
  }
  if (config.externalSecret) {
    const { store, storeKind, key } = config.externalSecret;
    const where = (namespace: string) => (storeKind === 'SecretStore' ? ` in namespace ${namespace}` : '');
    const requirements = (namespace: string) => [`the ${storeKind} ${store} of External Secrets${where(namespace)}, with ${key}`];
    return { ...base, provide: externalSecret(config.externalSecret, findings), requirements };
  }
  if (config.sealedSecret) {
    return {
      ...base,
      provide: sealedSecret(config.sealedSecret, namespaces, findings),
      requirements: () => ['the controller of Sealed Secrets'],
    };
  }
  if (config.vaultPlugin) {
    const vault = new VaultSecrets(scope, config.vaultPlugin);
    return {
      ...base,
      vault,
      provide: (_chart, namespace) => vault.add(namespace),
      requirements: () => [`Argo CD with its plugin argocd-vault-plugin, and ${config.vaultPlugin?.path} in Vault`],
    };
  }
  if (config.existing) {
    const { name, ...keys } = config.existing;
    return {
      ...base,
      secretName: name,
      keys,
      provide: () => undefined,
      requirements: (namespace) => [
        `the Secret ${name} with ${Object.values(keys).join(' and ')} in namespace ${namespace}; \`npm run -s secret\` prints it`,
      ],
    };
  }
  if (config.identity) {
    const { identity } = config;
    const requirements = (namespace: string) => accounts.flatMap((account) => identityRequirements(identity, account, namespace, stored));
    return { ...base, identity, provide: () => undefined, requirements };
  }
  return { ...base, provide: plainSecret(config.secret?.commitPlaintext === true, { environment, server, findings }) };
}

/** With the chart's MinIO, Tempo uses its root credentials: nothing else uses that MinIO. */
function bundledCredentials({ existingSecret, keys = ROOT_KEYS }: NonNullable<CredentialsProps['bundled']>): Credentials {
  return {
    secretName: existingSecret,
    keys,
    provide: () => undefined,
    requirements: (namespace) => [
      `the Secret ${existingSecret} with ${Object.values(keys).join(' and ')}, each ${WITHOUT_QUOTES}, in namespace ${namespace}`,
    ],
  };
}
