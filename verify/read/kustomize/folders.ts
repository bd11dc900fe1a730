/** The kustomizations of a folder, and how they include each other. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isMap, listAt, mapAt, textAt } from '../../../lib/yaml/parsed';
import { isKustomization, type ManifestFile } from '../files';

/** A folder with a kustomization. */
export interface KustomizationFolder {
  /** Relative to the folder of the manifests; empty for itself. */
  readonly below: string;
  readonly file: ManifestFile;
  readonly content: Readonly<Record<string, unknown>>;
  /** The folders that it includes, relative to the folder of the manifests. */
  readonly included: readonly string[];
  /** The entries that are in another repository. */
  readonly remote: readonly string[];
}

/** The fields whose entries are files, folders or URLs. */
export const INCLUDING = ['resources', 'bases', 'components', 'generators', 'transformers', 'configurations', 'crds'];

const REMOTE = /^(git::|[a-z+]+:\/\/|git@|github\.com[/:])|[?&]ref=|\.git(\/\/|$)|^[\w-]+(\.[\w-]+)+\/[\w.-]+\/[\w.-]+/i;

/** @param folder the folder of the manifests */
export const kustomizationsIn = (folder: string, files: readonly ManifestFile[]): KustomizationFolder[] =>
  files
    .filter(({ path: file }) => isKustomization(file))
    .map((file) => {
      const [content] = file.documents;
      return { file, content: isMap(content) ? content : {}, below: normal(path.posix.dirname(file.path)) };
    })
    .filter(({ content }) => content.apiVersion === undefined || `${content.apiVersion}`.startsWith('kustomize.config.k8s.io/'))
    .map(({ file, content, below }) => {
      const entries = INCLUDING.flatMap((field) => listAt(content, field)).filter((entry) => typeof entry === 'string');
      const isHere = (entry: string) => existsSync(path.join(folder, below, entry));
      return {
        ...{ file, content, below },
        included: entries.map((entry) => normal(path.posix.join(below, entry))),
        remote: entries.filter((entry) => !isHere(entry) && REMOTE.test(entry)),
      };
    });

/** Those that no other one includes. A Component is built only as a part of another. */
export function rootsOf(all: readonly KustomizationFolder[]): KustomizationFolder[] {
  const included = new Set(all.flatMap((each) => each.included));
  return all.filter(({ below, content }) => !included.has(below) && content.kind !== 'Component');
}

/** The folder and all that it includes, at any depth. */
export function reachedFrom(root: KustomizationFolder, all: readonly KustomizationFolder[]): KustomizationFolder[] {
  const reached = new Set([root]);
  for (const each of reached) for (const other of all) if (each.included.includes(other.below)) reached.add(other);
  return [...reached];
}

/** The namespace that the outermost kustomization sets. */
export const namespaceSetBy = (reached: readonly KustomizationFolder[]): string | undefined =>
  reached.map(({ content }) => textAt(content, 'namespace')).find(Boolean);

/** `k/kustomization.yaml:5` */
export function lineOfEntry({ printed, text }: ManifestFile, entry: string): string {
  const line = text.split('\n').findIndex((each) => each.includes(entry));
  return line < 0 ? printed : `${printed}:${line + 1}`;
}

/** The charts that a kustomization renders by Helm. */
export const helmChartsOf = ({ content }: KustomizationFolder): readonly Readonly<Record<string, unknown>>[] =>
  listAt(content, 'helmCharts').filter(isMap);

/** The folder with charts of a kustomization. */
export const chartHomeOf = ({ content }: KustomizationFolder): string => textAt(mapAt(content, 'helmGlobals'), 'chartHome') ?? 'charts';

const normal = (below: string): string => {
  const steps = path.posix.normalize(below).replace(/\/$/, '');
  return steps === '.' ? '' : steps;
};
