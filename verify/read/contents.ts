/** The result of reading a part of the manifests. */
import type { Finding } from '../../lib/findings/finding';
import type { Installation, Placed } from '../stack';
import type { ManifestFile } from './files';

export interface Contents {
  /** The objects as in the cluster. */
  readonly objects: readonly Placed[];
  /** The Helm releases. */
  readonly installations: readonly Installation[];
  readonly findings: readonly Finding[];
  /** What could not be judged, and why, one phrase per item. */
  readonly notJudged: readonly string[];
  /** What is promised, but could not be judged, and why, one phrase per item. */
  readonly notProven: readonly string[];
  /** The files that Applications read as manifests. */
  readonly files: ReadonlySet<ManifestFile>;
  /** Folders of charts and values files that Applications name, relative to the folder of the manifests. */
  readonly named: ReadonlySet<string>;
}

/** Concatenates several parts. */
export const contentsOf = (parts: readonly Partial<Contents>[]): Contents => ({
  objects: parts.flatMap(({ objects = [] }) => objects),
  installations: parts.flatMap(({ installations = [] }) => installations),
  findings: parts.flatMap(({ findings = [] }) => findings),
  notJudged: parts.flatMap(({ notJudged = [] }) => notJudged),
  notProven: parts.flatMap(({ notProven = [] }) => notProven),
  files: new Set(parts.flatMap(({ files }) => [...(files ?? [])])),
  named: new Set(parts.flatMap(({ named }) => [...(named ?? [])])),
});
