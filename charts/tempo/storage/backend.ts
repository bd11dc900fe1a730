/**
 * What a storage backend of Tempo says of itself. Charts and `verify` know a backend by this interface alone: a new one is a
 * folder beside this file and a line in `backends.ts`.
 */
import type * as z from 'zod';
import type { Severity, Statement } from '../../../lib/findings/finding';
import type { RuleSet } from '../../../lib/findings/rules';
import type { Values } from '../../user-values';
import type { Credentials } from '../credentials/credentials';
import type { TempoRelease } from '../releases';
import type { ExpectedField, RenderedBackend } from './rendered';

/** @typeParam Settings its part of the cluster file, checked against `schema` */
export interface StorageBackend<Settings = unknown> {
  /** As messages name it: `S3`. */
  readonly title: string;
  /** Its part of the cluster file. */
  readonly schema: z.ZodObject;
  /** The rules of `check`. */
  readonly rules: RuleSet;
  /** What a user's own Helm values must leave alone besides `storage.trace.<name>`. */
  readonly reserved: ReservedNames;
  /** Its part of Tempo's rendered configuration, for `verify`. */
  readonly rendered: RenderedBackend;
  /** What is wrong with the settings, by themselves or with this Tempo. */
  check(settings: Settings, context: CheckContext): readonly StorageFinding[];
  /** What Tempo's chart and processes get. */
  setup(settings: Settings, context: SetupContext): StorageSetup;
  /** What has to be there outside of Tempo. */
  dependencies(settings: Settings): Dependencies;
  /** What the rendered configuration must say, field by field. */
  declares(settings: Settings): readonly ExpectedField[];
}

export interface ReservedNames {
  /** Names of variables. */
  readonly variables: readonly string[];
}

export interface CheckContext {
  readonly release: TempoRelease;
  /** Whether one process does everything. */
  readonly isMonolithic: boolean;
  /** Whether `tempo.persistence` is set. */
  readonly isPersistent: boolean;
  /** The name of a setting in the cluster file with its line, for a message. */
  readonly where: (field: string) => string;
}

export interface StorageFinding {
  /** The setting to change: `ca`. Absent: the storage as a whole. */
  readonly field?: string;
  /** @default error */
  readonly severity?: Severity;
  readonly statement: Statement;
}

export interface SetupContext {
  readonly release: TempoRelease;
  readonly credentials: Pick<Credentials, 'secretName' | 'keys'>;
}

/** What one release of Tempo gets for its storage. */
export interface StorageSetup {
  /** Helm values below `storage.trace.<name>`. */
  readonly values: Values;
  /** Flags of every process that reads the configuration, without their hyphen: `config.expand-env`. */
  readonly flags: Readonly<Record<string, boolean | string>>;
  /** Environment variables of every such process. */
  readonly variables: readonly Variable[];
  /** Volumes of every such pod, and where its container mounts them. */
  readonly volumes: readonly object[];
  readonly mounts: readonly object[];
  /** Annotations of Tempo's ServiceAccount. */
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
}

/** An environment variable of a container: a value, or a key of a Secret. */
export type Variable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } } };

/** What a backend needs that neither Tempo nor its chart brings. */
export interface Dependencies {
  /** Where traces go, as a phrase: `the bucket k3s-tempo`. */
  readonly destination: string;
  /** What the cluster must already have, a phrase each: `the S3 server s3.example.com`. */
  readonly requirements: readonly string[];
  /** The hosts that Tempo connects to, as `host` or `host:port`, each with the setting that names it. */
  readonly addresses: readonly { readonly address: string; readonly field: string }[];
  /** Objects in the namespace of Tempo that its processes mount. */
  readonly objects: readonly RequiredObject[];
  /** The S3 bucket, where there is one: what `minio:` and `npm run minio` make. */
  readonly bucket?: S3Bucket;
}

export interface RequiredObject {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly keys: readonly string[];
}

export interface S3Bucket {
  readonly name: string;
  /** `host` or `host:port` */
  readonly endpoint: string;
  readonly insecure: boolean;
  readonly region?: string;
  /** The private authority that signed the server's certificate. */
  readonly ca?: { readonly configMap: string; readonly key: string };
}
