/** The storage of one cluster: a backend with its settings, and the keys that set them. */
import { type Findings, keyOf } from '../../../lib/cluster-file/findings';
import { at, type Path } from '../../../lib/yaml/parsed';
import type { Identity } from '../credentials/identity';
import type { CheckContext, Dependencies, SetupContext, StorageBackend, StorageSetup, StorageUser } from './backend';
import { BACKENDS, UNNAMED } from './backends';
import type { ExpectedField } from './rendered';
import { BUNDLED_STORAGE } from './s3/bundled-minio';
import type { StorageFile } from './schema';

const STORAGE: Path = ['tempo', 'storage'];

/** The backend with that name; undefined if it is not supported. */
export const backendNamed = (name: string | undefined): StorageBackend | undefined =>
  Object.entries<StorageBackend>(BACKENDS).find(([known]) => known === name)?.[1];

export class Storage {
  /** What must exist outside of Tempo. */
  readonly dependencies: Dependencies;
  /** The expected fields of the rendered configuration. */
  readonly expected: readonly ExpectedField[];

  private constructor(
    /** The backend's name, which is also the value of `storage.trace.backend`. */
    readonly name: string,
    readonly backend: StorageBackend,
    private readonly settings: unknown,
    identity: Identity | undefined,
    /** The key of a setting in the cluster file; without arguments, the key of the storage. */
    private readonly keyOfSetting: (...field: string[]) => Path,
  ) {
    this.dependencies = backend.dependencies(settings);
    this.expected = backend.declares(settings, identity);
  }

  /** The storage of the cluster file, in either form. */
  static of(file: StorageFile, identity?: Identity): Storage {
    for (const [name, settings] of Object.entries<unknown>(file)) {
      const backend = backendNamed(name);
      if (backend) return new Storage(name, backend, settings, identity, (...field) => [...STORAGE, name, ...field]);
    }
    return new Storage(UNNAMED, BACKENDS[UNNAMED], file, identity, (...field) => [...STORAGE, ...field]);
  }

  /** The MinIO subchart. */
  static bundled(): Storage {
    return new Storage('s3', BACKENDS.s3, BUNDLED_STORAGE, undefined, () => ['minio', 'bundled']);
  }

  /** The name in messages: `S3`. */
  get title(): string {
    return this.backend.title;
  }

  /** Whether a setting is false, as switches are by default. */
  isOff(field: string): boolean {
    return at(this.settings, field) === false;
  }

  /** The configuration of Tempo's chart and processes. */
  setup(context: SetupContext): StorageSetup {
    return this.backend.setup(this.settings, context);
  }

  /** The commands that create the bucket, and that give Tempo access to it; empty if there are none. */
  commands(user: StorageUser): readonly string[] {
    return this.backend.commands?.(this.settings, user) ?? [];
  }

  /** The key in the cluster file, `tempo.storage.bucket`; without arguments, the key of the storage. */
  keyText(...field: string[]): string {
    return keyOf(this.keyOfSetting(...field));
  }

  /** The same as a path. */
  pathOf(...field: string[]): Path {
    return this.keyOfSetting(...field);
  }

  /** Checks the settings, and adds the findings. */
  check(findings: Findings, context: Omit<CheckContext, 'where'>): void {
    const where = (field: string) => findings.where(this.keyOfSetting(field));
    for (const { field, key: other, severity = 'error', statement } of this.backend.check(this.settings, { ...context, where })) {
      const key = other ?? this.keyOfSetting(...(field === undefined ? [] : [field]));
      if (severity === 'error') findings.errorAtKey(key, statement);
      else findings[severity](key, statement);
    }
  }
}
