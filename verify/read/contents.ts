/** What reading a part of the manifests gives. */
import type { Finding } from '../../lib/findings/finding';
import type { Installation, Placed } from '../stack';
import type { ManifestFile } from './files';

export interface Contents {
  /** Objects as they would be in the cluster. */
  readonly objects: readonly Placed[];
  /** Helm releases that are asked for. */
  readonly installations: readonly Installation[];
  readonly findings: readonly Finding[];
  /** What could not be judged, and why, a phrase each. */
  readonly notJudged: readonly string[];
  /** The files that some Application reads as manifests. */
  readonly files: ReadonlySet<ManifestFile>;
  /** Folders of charts and values files that some Application names, below the folder of the manifests. */
  readonly named: ReadonlySet<string>;
}

/** Several parts as one, in their order. */
export const contentsOf = (parts: readonly Partial<Contents>[]): Contents => ({
  objects: parts.flatMap(({ objects = [] }) => objects),
  installations: parts.flatMap(({ installations = [] }) => installations),
  findings: parts.flatMap(({ findings = [] }) => findings),
  notJudged: parts.flatMap(({ notJudged = [] }) => notJudged),
  files: new Set(parts.flatMap(({ files }) => [...(files ?? [])])),
  named: new Set(parts.flatMap(({ named }) => [...(named ?? [])])),
});
