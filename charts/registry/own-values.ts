/** The user's own Helm values beside the mirrors of the cluster file. */
import type { Findings } from '../../lib/cluster-file/findings';
import type { Path } from '../../lib/yaml/parsed';
import type { ImageMirrors } from './image-mirrors';

/** What a value has: the whole name of an image, its registry, or its registry with the folder. */
export type Part = 'name' | 'registry' | 'folder';

/** A value of a release for an image, which its own name does not tell. */
export interface ImagePlace {
  /** Its path: `tempoQuery.repository` */
  readonly path: string;
  readonly has: Part;
}

export interface OwnRegistryValues {
  /** The user's own values, and their key in the cluster file. */
  readonly values: unknown;
  readonly key: Path;
  /** All values of the release. */
  readonly all: unknown;
  /** Those of this stack that the user's may replace. */
  readonly defaults: readonly object[];
  /** The values of the release for images that their own names do not tell. */
  readonly places: readonly ImagePlace[];
  readonly images: ImageMirrors;
  readonly findings: Findings;
}
