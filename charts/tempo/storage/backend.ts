/**
 * The interface of a storage backend of Tempo. Charts and `verify` use only this interface. A new backend is a
 * folder beside this file and a line in `backends.ts`.
 */
import type * as z from 'zod';
import type { Severity, Statement } from '../../../lib/findings/finding';
import type { RuleSet } from '../../../lib/findings/rules';
import type { Path } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { Identity, PodIdentity } from '../credentials/identity';
import type { CredentialsSecret, SecretKey } from '../credentials/secret';
import type { TempoProduct } from '../product';
import type { TempoRelease } from '../releases';
import type { ExpectedField, RenderedBackend } from './rendered';
import type { ServerName } from './s3/servers/servers';

/** @typeParam Settings its part of the cluster file, checked against `schema` */
export interface StorageBackend<Settings = unknown> {
  /** The name in messages: `S3`. */
  readonly title: string;
  /** Its part of the cluster file. */
  readonly schema: z.ZodObject;
  /** The rules of `check`. */
  readonly rules: RuleSet;
  /** Helm values that a user must not set, in addition to `storage.trace.<name>`. */
  readonly reserved: ReservedNames;
  /** The keys of `tempo.credentials` that it takes, such as `existing`, and `identity.irsa` below `identity`; empty if it needs none. */
  readonly credentials: readonly string[];
  /** Describes its part of Tempo's rendered configuration, for `verify`. */
  readonly rendered: RenderedBackend;
  /** Checks the settings, by themselves and against this Tempo. */
  check(settings: Settings, context: CheckContext): readonly StorageFinding[];
  /** The configuration of Tempo's chart and processes. */
  setup(settings: Settings, context: SetupContext): StorageSetup;
  /** What must exist outside of Tempo. */
  dependencies(settings: Settings): Dependencies;
  /** The expected fields of the rendered configuration, with an identity or without one. */
  declares(settings: Settings, identity?: Identity): readonly ExpectedField[];
  /** The commands that create the bucket, and that give Tempo access to it. S3 has its own, by its server. */
  commands?(settings: Settings, user: StorageUser): readonly string[];
}

/** Whether it is the disk of a single process, for which Tempo needs no credentials. */
export const isDisk = ({ credentials }: Pick<StorageBackend, 'credentials'>): boolean => credentials.length === 0;

/** Who uses the storage: the ServiceAccount of Tempo, by an identity or by a key of a Secret. */
export interface StorageUser extends Omit<PodIdentity, 'identity'> {
  readonly identity?: Identity;
  readonly secretKey?: SecretKey;
}

export interface ReservedNames {
  /** Names of environment variables. */
  readonly variables: readonly string[];
  /** The setting of each field of `storage.trace.<name>` that has one. */
  readonly fields: Readonly<Record<string, string>>;
  /** What to do instead of setting a field that has no setting, and that users must not set. Users may set all others. */
  readonly otherFields?: Readonly<Record<string, string>>;
}

export interface CheckContext {
  readonly release: TempoRelease;
  /** Whether one process does everything. */
  readonly isMonolithic: boolean;
  /** Whether `tempo.persistence` is set. */
  readonly isPersistent: boolean;
  /** The identity of the pods, if it replaces keys. */
  readonly identity?: Identity;
  /** The way to a release whose Tempo has something: `pin tempo.chart 1.5.0 or newer`. */
  readonly pin: (has: (tempo: TempoProduct) => boolean) => string;
  /** The key of a setting in the cluster file with its line, for messages. */
  readonly where: (field: string) => string;
}

export interface StorageFinding {
  /** The setting to change: `ca`. @default the storage as a whole */
  readonly field?: string;
  /** Or another key of the cluster file to change. */
  readonly key?: Path;
  /** @default error */
  readonly severity?: Severity;
  readonly statement: Statement;
}

export interface SetupContext {
  readonly release: TempoRelease;
  readonly credentials: CredentialsSecret;
}

/** The storage configuration for one release of Tempo. */
export interface StorageSetup {
  /** Helm values below `storage.trace.<name>`. */
  readonly values: Values;
  /** Flags of every process that reads the configuration, without the leading hyphen: `config.expand-env`. */
  readonly flags: Readonly<Record<string, boolean | string>>;
  /** Environment variables of these processes. */
  readonly variables: readonly Variable[];
  /** Volumes of their pods, and the mounts of their containers. */
  readonly volumes: readonly object[];
  readonly mounts: readonly object[];
  /** Annotations of Tempo's ServiceAccount. */
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  /** Labels of the pods of these processes. @default none */
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** An environment variable of a container: a value, or a key of a Secret. */
export type Variable = { readonly name: string; readonly value: string } | SecretVariable;

export interface SecretVariable {
  readonly name: string;
  readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** What a backend needs that neither Tempo nor its chart provides. */
export interface Dependencies {
  /** Where traces are stored, as a phrase: `the bucket k3s-tempo`. */
  readonly destination: string;
  /** What the cluster must already have, one phrase per item: `the S3 server s3.example.com`. */
  readonly requirements: readonly string[];
  /** The hosts that Tempo connects to, as `host` or `host:port`, each with the setting that contains it. */
  readonly addresses: readonly { readonly address: string; readonly field: string }[];
  /** Objects in the namespace of Tempo that its processes mount. */
  readonly objects: readonly RequiredObject[];
  /** What two clusters must not share, as a phrase with everything that identifies it; undefined without one, and for S3. */
  readonly shared?: string;
  /** The S3 bucket, if there is one. `minio:` and `npm run minio` create it. */
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
  /** Whether any certificate of the server is accepted. @default false */
  readonly insecureSkipVerify?: boolean;
  /** The program or service that serves it. */
  readonly server?: ServerName;
  /** The private authority that signed the server's certificate. */
  readonly ca?: { readonly configMap: string; readonly key: string };
}
