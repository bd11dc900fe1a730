/** The folder of manifests, as the repository that Applications read. */
import type { ApplicationSource } from '../stack';
import type { ManifestFile } from './files';
import type { Built } from './kustomize/kustomize';

export interface Repository {
  readonly folder: string;
  readonly files: readonly ManifestFile[];
  /** The output of its kustomizations. @default it is unknown */
  readonly builds?: readonly Built[];
  /** The path of a source relative to the folder; undefined if it is elsewhere. */
  readonly locate: (source: ApplicationSource) => string | undefined;
  /** Whether a source reads the repository of the folder. @default whether `locate` finds it */
  readonly isHome?: (source: ApplicationSource) => boolean;
  /** Whether this project wrote the manifests. */
  readonly isOurs: boolean;
}
