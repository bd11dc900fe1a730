/** The storage of one cluster: a backend with its settings, and the keys that set them. */
import { type Findings, keyOf } from '../../../lib/cluster-file/findings';
import type { Path } from '../../../lib/yaml/parsed';
import type { CheckContext, Dependencies, SetupContext, StorageBackend, StorageSetup } from './backend';
import { BACKENDS, UNNAMED } from './backends';
import type { ExpectedField } from './rendered';
import { BUNDLED_STORAGE } from './s3/bundled-minio';
import type { StorageFile } from './schema';

const STORAGE: Path = ['tempo', 'storage'];

/** The backend of that name; undefined for one that is not supported. */
export const backendNamed = (name: string | undefined): StorageBackend | undefined =>
  Object.entries<StorageBackend>(BACKENDS).find(([known]) => known === name)?.[1];

export class Storage {
  /** What has to be there outside of Tempo. */
  readonly dependencies: Dependencies;
  /** What the rendered configuration must say. */
  readonly expected: readonly ExpectedField[];

  private constructor(
    /** The backend's name, which is also the value of `storage.trace.backend`. */
    readonly name: string,
    readonly backend: StorageBackend,
    private readonly settings: unknown,
    /** The key of one setting in the cluster file; without one, of all of them. */
    private readonly keyOfSetting: (...field: string[]) => Path,
  ) {
    this.dependencies = backend.dependencies(settings);
    this.expected = backend.declares(settings);
  }

  /** The one that the cluster file names, by either form. */
  static of(file: StorageFile): Storage {
    for (const [name, settings] of Object.entries<unknown>(file)) {
      const backend = backendNamed(name);
      if (backend) return new Storage(name, backend, settings, (...field) => [...STORAGE, name, ...field]);
    }
    return new Storage(UNNAMED, BACKENDS[UNNAMED], file, (...field) => [...STORAGE, ...field]);
  }

  /** The MinIO that the chart brings. */
  static bundled(): Storage {
    return new Storage('s3', BACKENDS.s3, BUNDLED_STORAGE, () => ['minio', 'bundled']);
  }

  /** As messages name it: `S3`. */
  get title(): string {
    return this.backend.title;
  }

  /** What Tempo's chart and processes get. */
  setup(context: SetupContext): StorageSetup {
    return this.backend.setup(this.settings, context);
  }

  /** The key in the cluster file, `tempo.storage.bucket`; without a field, of the storage as a whole. */
  keyText(...field: string[]): string {
    return keyOf(this.keyOfSetting(...field));
  }

  /** Reports what is wrong with the settings. */
  check(findings: Findings, context: Omit<CheckContext, 'where'>): void {
    const where = (field: string) => findings.where(this.keyOfSetting(field));
    for (const { field, severity = 'error', statement } of this.backend.check(this.settings, { ...context, where })) {
      const key = this.keyOfSetting(...(field === undefined ? [] : [field]));
      if (severity === 'error') findings.errorAtKey(key, statement);
      else findings[severity](key, statement);
    }
  }
}
