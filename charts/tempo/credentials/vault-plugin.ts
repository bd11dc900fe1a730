/**
 * The credentials as placeholders that argocd-vault-plugin replaces.
 *
 * Argo CD cannot limit a source with a plugin to some files of a folder, so these Secrets are in a separate folder.
 */
import type { Construct } from 'constructs';
import { Secret } from '../../cdk8s-plus';
import { Component, WAVES, wave } from '../../component';
import type { TempoConfig } from '../config';
import { ACCESS_KEY_ID, CREDENTIALS_SECRET, SECRET_ACCESS_KEY } from './secret';

type VaultConfig = NonNullable<NonNullable<TempoConfig['credentials']>['vaultPlugin']>;

/** What argocd-vault-plugin replaces with a property of a path of Vault. */
export const vaultPlaceholder = (path: string, property: string): string => `<path:${path}#${property}>`;

export class VaultSecrets extends Component {
  constructor(
    scope: Construct,
    private readonly config: VaultConfig,
  ) {
    super(scope, 'vault');
    this.plugin = 'argocd-vault-plugin';
  }

  /** Adds the Secret to a namespace. It uses `stringData`, because a placeholder is not base64. */
  add(namespace: string): void {
    const { path, accessKeyId, secretAccessKey } = this.config;
    const placeholder = (property: string) => vaultPlaceholder(path, property);
    new Secret(this, namespace, {
      metadata: { name: CREDENTIALS_SECRET, namespace, annotations: wave(WAVES.secret) },
      stringData: { [ACCESS_KEY_ID]: placeholder(accessKeyId), [SECRET_ACCESS_KEY]: placeholder(secretAccessKey) },
    });
  }
}
