/** What `verify` needs to know about a storage backend: its part of the rendered configuration. */
import type { Path } from '../../../lib/yaml/parsed';

/** A field of the rendered configuration, and its expected value. */
export interface ExpectedField {
  /** The path below `storage.trace.<name>`: `bucket`. */
  readonly field: string;
  /** The setting of the storage that has this value. */
  readonly setting?: string;
  /** Or the key of the cluster file that needs this value. Without both, nothing in the cluster file sets the field. */
  readonly neededBy?: Path;
  /** If undefined, the field must be absent. */
  readonly value: string | boolean | undefined;
  /** Tempo's default. */
  readonly byDefault?: string | boolean;
}

/** A backend's part of Tempo's configuration, `storage.trace.<name>`, as a chart renders it. */
export interface RenderedBackend {
  /** The credentials in it. */
  readonly credentials: readonly CredentialField[];
  /** The variable with the path of a file with credentials, if the client reads one. */
  readonly fileVariable?: string;
  /** Whether an environment variable of this name provides credentials without those fields. */
  findsCredentialsBy(variable: string): boolean;
  /** Its fields by their names in newer releases of Tempo. @default unchanged */
  renamed?(part: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** The addresses in it. */
  addresses(part: Readonly<Record<string, unknown>>): readonly RenderedAddress[];
}

export interface CredentialField {
  /** `access_key` */
  readonly field: string;
  /** The environment variable that this stack uses for it. */
  readonly variable: string;
  /** Whether a text is valid for this credential, and for no other. */
  accepts(text: string): boolean;
}

export interface RenderedAddress {
  readonly field: string;
  /** A URL; the unchanged text if it is invalid. */
  readonly address: string;
  readonly protocol: string;
  /** What is wrong with the address itself. */
  readonly mistake?: { readonly problem: string; readonly fix: string };
}
