/** The Secret with the S3 credentials: its name, its keys, and how its values are hidden. */
import type { Chart } from 'cdk8s';

export const CREDENTIALS_SECRET = 'tempo-minio-secret';
/** Keys of the Secret, and the variables that Tempo's configuration names. */
export const ACCESS_KEY_ID = 'MINIO_ACCESS_KEY_ID';
export const SECRET_ACCESS_KEY = 'MINIO_SECRET_ACCESS_KEY';
export const VARIABLES = [ACCESS_KEY_ID, SECRET_ACCESS_KEY] as const;

/** Adds the Secret, or what makes it in the cluster, for a namespace. */
export type Provide = (chart: Chart, namespace: string) => void;

/** The caller's environment: where plain values come from. */
export type Environment = Readonly<Record<string, string | undefined>>;

const VALUE_LINE = new RegExp(`^( +(?:${VARIABLES.join('|')}): ).+$`, 'gm');

/** A text of the output with `***` for the two values of a plaintext Secret, which no diff and no log may show. */
export const masked = (text: string): string => text.replace(VALUE_LINE, "$1'***'");

/** The environment, with placeholders for the two values where neither is set: for a command that does not write them. */
export function withPlaceholders(environment: Environment): { readonly environment: Environment; readonly placeholders: boolean } {
  if (VARIABLES.some((variable) => environment[variable])) return { environment, placeholders: false };
  return {
    environment: { ...environment, ...Object.fromEntries(VARIABLES.map((variable) => [variable, 'placeholder'])) },
    placeholders: true,
  };
}
