/** A copy of a folder that kustomize builds without network, without Helm and without plugins. */
import { cpSync, lstatSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { isFile } from '../../../lib/files/file-kind';
import { writeFiles } from '../../../lib/files/write-files';
import { loadYamlDocuments } from '../../../lib/helm/yaml';
import { at, isMap, listAt, textAt } from '../../../lib/yaml/parsed';
import { toYaml } from '../../../lib/yaml/write';
import { inside } from '../inside';
import { helmChartsOf, INCLUDING, type KustomizationFolder, lineOfEntry } from './folders';

/** The largest file to copy, in bytes. */
const LARGEST = 5_000_000;

/** @param target a folder that does not exist */
export function copyOf(folder: string, target: string): void {
  cpSync(folder, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => {
      if (['.git', 'node_modules'].includes(path.basename(file))) return false;
      const stat = lstatSync(file);
      if (stat.isSymbolicLink()) return !path.isAbsolute(readlinkSync(file)) && inside(folder, path.relative(folder, file)) !== 'outside';
      return stat.isDirectory() || (stat.isFile() && stat.size <= LARGEST);
    },
  });
}

/** Fields that need Helm. */
const HELM = ['helmCharts', 'helmGlobals', 'helmChartInflationGenerator'];

/**
 * Removes from a kustomization in the copy what is not built here.
 * @returns what was removed, one phrase per item
 */
export function strip(copy: string, folder: KustomizationFolder): string[] {
  const { content, below, remote, file } = folder;
  const plugins = ['generators', 'transformers', 'validators'].flatMap((field) =>
    listAt(content, field).filter((entry) => typeof entry === 'string' && isPlugin(path.join(copy, below, entry))),
  );
  const removed = new Set<unknown>([...remote, ...plugins]);
  const isChanged = removed.size > 0 || HELM.some((field) => field in content);
  if (isChanged) rewrite(copy, folder, HELM, removed);
  return [
    ...remote.map((entry) => `${lineOfEntry(file, entry)}: ${entry}, which is not in this folder`),
    ...plugins.map((entry) => `${lineOfEntry(file, String(entry))}: the output of plugin ${entry}`),
    ...(listAt(content, 'helmChartInflationGenerator').length > 0
      ? [`${file.printed}: helmChartInflationGenerator; use helmCharts instead`]
      : []),
  ];
}

/** Writes a kustomization in the copy without some fields and entries. */
function rewrite(copy: string, { content, file }: KustomizationFolder, fields: readonly string[], entries: ReadonlySet<unknown>): void {
  const kept = Object.entries(content)
    .filter(([field]) => !fields.includes(field))
    .map(([field, value]) => [field, isListOfEntries(field, value) ? value.filter((entry) => !entries.has(entry)) : value]);
  writeFiles(copy, [[file.path, toYaml(Object.fromEntries(kept))]]);
}

const isListOfEntries = (field: string, value: unknown): value is unknown[] =>
  (INCLUDING.includes(field) || field === 'validators') && Array.isArray(value);

/** Whether a generator or transformer is a program. */
function isPlugin(file: string): boolean {
  if (!isFile(file)) return false;
  try {
    return loadYamlDocuments(readFileSync(file, 'utf8')).some((each) => isMap(each) && textAt(each, 'apiVersion') !== 'builtin');
  } catch {
    return true;
  }
}

const PATCHES = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements'];

/** Whether a kustomization patches the output of its charts, so that a patch may have no target in the copy. */
export const patchesCharts = (folder: KustomizationFolder): boolean =>
  helmChartsOf(folder).length > 0 && PATCHES.some((field) => at(folder.content, field) !== undefined);

/** Removes the patches of a kustomization in the copy. */
export const stripPatches = (copy: string, folder: KustomizationFolder): void =>
  rewrite(copy, folder, [...HELM, ...PATCHES], new Set(folder.remote));
