/** What `verify` needs to know of a storage backend: its part of the configuration that a chart renders. */

/** A field of the rendered configuration, and what it must be. */
export interface ExpectedField {
  /** Below `storage.trace.<name>`: `bucket`. */
  readonly field: string;
  /** The setting of the cluster file that decides it. */
  readonly setting: string;
  /** Undefined: the field must be absent. */
  readonly value: string | boolean | undefined;
  /** What Tempo takes where the field is absent. */
  readonly byDefault?: string | boolean;
}

/** A backend's part of Tempo's configuration, `storage.trace.<name>`, as a chart renders it. */
export interface RenderedBackend {
  /** Every field that some supported Tempo knows. */
  readonly fields: ReadonlySet<string>;
  /** The credentials in it. */
  readonly credentials: readonly CredentialField[];
  /** Whether a process with an environment variable of this name finds credentials without those fields. */
  findsCredentialsBy(variable: string): boolean;
  /** The addresses in it. */
  addresses(part: Readonly<Record<string, unknown>>): readonly RenderedAddress[];
}

export interface CredentialField {
  /** `access_key` */
  readonly field: string;
  /** The variable that this stack passes it by. */
  readonly variable: string;
  /** Whether a text is of the kind that belongs here, and in no other field. */
  accepts(text: string): boolean;
}

export interface RenderedAddress {
  readonly field: string;
  /** A URL, or the text as it is where that is a mistake. */
  readonly address: string;
  readonly protocol: string;
  /** What is wrong with it, whatever it leads to. */
  readonly mistake?: { readonly problem: string; readonly fix: string };
}
