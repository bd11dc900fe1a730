/** The Secret with the S3 credentials: its name, its keys, and how its values are masked. */
import type { Chart } from 'cdk8s';

export const CREDENTIALS_SECRET = 'tempo-minio-secret';
/** The keys of the Secret, which are also the environment variables of Tempo's configuration. */
export const ACCESS_KEY_ID = 'MINIO_ACCESS_KEY_ID';
export const SECRET_ACCESS_KEY = 'MINIO_SECRET_ACCESS_KEY';
export const VARIABLES = [ACCESS_KEY_ID, SECRET_ACCESS_KEY] as const;

/** Adds the Secret, or the object that creates it in the cluster, to a namespace. */
export type Provide = (chart: Chart, namespace: string) => void;

/** The environment of the command, where values in plain text come from. */
export type Environment = Readonly<Record<string, string | undefined>>;

const VALUE_LINE = new RegExp(`^( +(?:${VARIABLES.join('|')}): ).+$`, 'gm');

/** A text of the output with `***` for the two values of a Secret in plain text, for diffs and logs. */
export const masked = (text: string): string => text.replace(VALUE_LINE, "$1'***'");

/** The environment, with placeholders where neither of the two values is set: for commands that do not write them. */
export function withPlaceholders(environment: Environment): { readonly environment: Environment; readonly placeholders: boolean } {
  if (VARIABLES.some((variable) => environment[variable])) return { environment, placeholders: false };
  return {
    environment: { ...environment, ...Object.fromEntries(VARIABLES.map((variable) => [variable, 'placeholder'])) },
    placeholders: true,
  };
}
