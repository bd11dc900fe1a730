/** The Secret with the S3 credentials: its name, its keys, and the masking of its values. */
import type { Chart } from 'cdk8s';
import type { Identity } from './identity';

export const CREDENTIALS_SECRET = 'tempo-minio-secret';
/** The keys of the Secret, which are also the environment variables of Tempo's configuration. */
export const ACCESS_KEY_ID = 'MINIO_ACCESS_KEY_ID';
export const SECRET_ACCESS_KEY = 'MINIO_SECRET_ACCESS_KEY';
export const VARIABLES = [ACCESS_KEY_ID, SECRET_ACCESS_KEY] as const;

/** A key of a Secret that somebody else makes. */
export interface SecretKey {
  readonly secret: string;
  readonly key: string;
}

/** The Secret with the credentials: its name, and the names of its two keys. */
export interface CredentialsSecret {
  /** If set, there is no Secret. */
  readonly identity?: Identity;
  /** If set, the credential is this key alone. */
  readonly secretKey?: SecretKey;
  readonly secretName: string;
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Adds the Secret, or the object that creates it in the cluster, to a namespace. */
export type Provide = (chart: Chart, namespace: string) => void;

/** The environment of the command, the source of plaintext values. */
export type Environment = Readonly<Record<string, string | undefined>>;

const VALUE_LINE = new RegExp(`^( +(?:${VARIABLES.join('|')}): ).+$`, 'gm');

/** Replaces the two values of a plaintext Secret by `***`, for diffs and logs. */
export const masked = (text: string): string => text.replace(VALUE_LINE, "$1'***'");

/** The environment, with placeholders if neither of the two values is set. For commands that do not write them. */
export function withPlaceholders(environment: Environment): { readonly environment: Environment; readonly placeholders: boolean } {
  if (VARIABLES.some((variable) => environment[variable])) return { environment, placeholders: false };
  return {
    environment: { ...environment, ...Object.fromEntries(VARIABLES.map((variable) => [variable, 'placeholder'])) },
    placeholders: true,
  };
}
