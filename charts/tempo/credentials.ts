/** The S3 credentials of Tempo: one Secret with two keys, wherever it is needed. */
import { ApiObject, type Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import {
  ExternalSecret,
  type ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy,
  ExternalSecretSpecTargetDeletionPolicy,
} from '../../imports/externalsecret-external-secrets.io';
import type { Findings } from '../../lib/findings';
import { WAVES, wave } from '../component';
import type { TempoConfig } from './config';
import { externalSecretsReleases } from './external-secrets';
import { brokenBySplicing } from './splicing';

export const CREDENTIALS_SECRET = 'tempo-minio-secret';
/** Keys of the Secret, and the variables that Tempo's configuration names. */
export const ACCESS_KEY_ID = 'MINIO_ACCESS_KEY_ID';
export const SECRET_ACCESS_KEY = 'MINIO_SECRET_ACCESS_KEY';

/** The two variables of the caller's environment that hold a plaintext Secret's values. */
export type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLES = [ACCESS_KEY_ID, SECRET_ACCESS_KEY];
const VALUE_LINE = new RegExp(`^( +(?:${VARIABLES.join('|')}): ).+$`, 'gm');

/** A text of the output with `***` for the two values of a plaintext Secret, which no diff and no log may show. */
export const masked = (text: string): string => text.replace(VALUE_LINE, '$1***');

/** The environment, with placeholders for the two values where neither is set: for a command that does not write them. */
export function withPlaceholders(environment: Environment): { readonly environment: Environment; readonly placeholders: boolean } {
  if (VARIABLES.some((variable) => environment[variable])) return { environment, placeholders: false };
  return {
    environment: { ...environment, ...Object.fromEntries(VARIABLES.map((variable) => [variable, 'placeholder'])) },
    placeholders: true,
  };
}

export class Credentials {
  readonly secretName = CREDENTIALS_SECRET;
  readonly keys = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET_ACCESS_KEY };
  /** Adds the Secret, or what makes it in the cluster, to a chart for a namespace. */
  readonly provide: (chart: Chart, namespace: string) => void;
  readonly requirements: readonly string[];

  constructor(config: TempoConfig['credentials'], environment: Environment, findings: Findings) {
    if (config.externalSecret) {
      const { store, storeKind } = config.externalSecret;
      this.provide = externalSecret(config.externalSecret, findings);
      this.requirements = [`the ${storeKind} ${store} of External Secrets, holding ${config.externalSecret.key}`];
    } else {
      this.provide = plainSecret(config.secret?.commitPlaintext === true, environment, findings);
      this.requirements = [];
    }
  }
}

function externalSecret(config: NonNullable<TempoConfig['credentials']['externalSecret']>, findings: Findings): Credentials['provide'] {
  const found = externalSecretsReleases.find(config.operator);
  const key = ['tempo', 'credentials', 'externalSecret', 'operator'];
  if (!found.release) findings.error(key, found.error);
  else if (found.warning) findings.warning(key, found.warning);
  const { apiVersion, remoteRef } = found.release ?? { apiVersion: ExternalSecret.GVK.apiVersion, remoteRef: {} };
  const item = (secretKey: string, property: string) => ({ secretKey, remoteRef: { key: config.key, property, ...remoteRef } });

  return (chart, namespace) => {
    const manifest = ExternalSecret.manifest({
      metadata: {
        name: CREDENTIALS_SECRET,
        namespace,
        // The operator, and so the kind, may be installed by another Application.
        annotations: { ...wave(WAVES.secret), 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' },
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
    // Not through the typed class: of an item it would keep only the fields that one release of the operator knows.
    manifest.spec.data = [item(ACCESS_KEY_ID, config.accessKeyId), item(SECRET_ACCESS_KEY, config.secretAccessKey)];
    new ApiObject(chart, 'credentials', { ...manifest, apiVersion });
  };
}

function plainSecret(agreed: boolean, environment: Environment, findings: Findings): Credentials['provide'] {
  const key = ['tempo', 'credentials', 'secret'];
  const data: Record<string, string> = {};
  if (!agreed) {
    findings.error(
      key,
      'would write the S3 credentials in plain text into dist/, and so into git; use externalSecret, or accept it with commitPlaintext: true',
    );
  } else {
    for (const variable of VARIABLES) {
      const value = environment[variable];
      if (!value)
        findings.error(
          key,
          `takes its values from the environment, and ${variable} is not set there; set ${VARIABLES.join(' and ')} for this command`,
        );
      else if (brokenBySplicing(value))
        findings.error(
          key,
          `${variable} holds a value that breaks Tempo's configuration, which takes it in unquoted (${brokenBySplicing(value)}); make another key`,
        );
      else data[variable] = value;
    }
  }
  return (chart, namespace) => {
    new Secret(chart, 'credentials', {
      metadata: { name: CREDENTIALS_SECRET, namespace, annotations: wave(WAVES.secret) },
      stringData: data,
    });
  };
}
