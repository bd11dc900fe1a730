/** The files of a folder of manifests, each read as YAML, and the objects in them. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { servedKinds } from '../../lib/helm/served-kinds';
import { firstLine, loadYamlDocuments } from '../../lib/helm/yaml';
import { isFile } from '../../lib/output/file-kind';
import { at, isMap } from '../../lib/yaml/parsed';
import type { Manifest, Placed } from '../stack';
import type { Verdict } from '../verdict';
import { inside, textOf, unreadable } from './inside';

export interface ManifestFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  /** As messages name it. */
  readonly printed: string;
  readonly text: string;
  readonly documents: readonly unknown[];
  /** Why nothing can be read from it: `is no YAML (…)`. */
  readonly mistake?: string;
  /** What else is wrong with it. */
  readonly verdicts?: readonly Verdict[];
}

/** Folders that hold no manifests, and may be large. */
const PASSED_OVER = ['.git', 'node_modules'];

const KUSTOMIZATION = /^(kustomization\.ya?ml|Kustomization)$/;

/** @param file its path */
export const isKustomization = (file: string): boolean => KUSTOMIZATION.test(path.posix.basename(file));

/**
 * Every YAML and JSON file of a folder, by its path.
 * @param top the folder that no link may lead out of
 */
export function readManifestFiles(folder: string, top = folder): ManifestFile[] {
  const files: ManifestFile[] = [];
  const walk = (below: string) => {
    for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (!PASSED_OVER.includes(entry.name)) walk(file);
      } else if ((/\.(ya?ml|json)$/.test(entry.name) || isKustomization(file)) && isFile(path.join(folder, file)))
        files.push(read(folder, file, top));
    }
  };
  walk('');
  return files;
}

function read(folder: string, file: string, top: string): ManifestFile {
  const printed = path.join(folder, file);
  const nothing = { path: file, printed, text: '', documents: [] };
  if (inside(top, path.relative(top, printed)) === 'outside')
    return { ...nothing, mistake: 'is a link that leads out of the folder, which Argo CD refuses' };
  let text: string;
  try {
    text = textOf(printed);
  } catch (error) {
    return { ...nothing, mistake: unreadable(error) };
  }
  try {
    const documents = documentsIn(file, text);
    return { path: file, printed, text, documents: documents.map(settled), verdicts: unquotedIn(documents, printed) };
  } catch (error) {
    return { ...nothing, text, mistake: `is no ${file.endsWith('.json') ? 'JSON' : 'YAML'} (${firstLine(error)})` };
  }
}

const documentsIn = (file: string, text: string): unknown[] => (file.endsWith('.json') ? [JSON.parse(text)] : loadYamlDocuments(text));

/** Whether it is meant as an object of Kubernetes: other tools have an apiVersion and kind too, but then no metadata. */
export const isManifest = (value: unknown): value is Manifest =>
  isMap(value) &&
  typeof value.apiVersion === 'string' &&
  typeof value.kind === 'string' &&
  (isMap(value.metadata) || servedKinds().includes(`${value.apiVersion}/${value.kind}`));

const isListOf = (value: unknown): value is Record<string, unknown> & { readonly items: readonly unknown[] } =>
  isMap(value) && typeof value.kind === 'string' && /List$/.test(value.kind) && Array.isArray(value.items);

/** With metadata that has a name and namespace of text, as far as there is one: what the API server says of others is for the checks. */
function settled(value: unknown): unknown {
  if (isListOf(value)) return { ...value, items: value.items.map(settled) };
  if (!isManifest(value)) return value;
  const metadata: Readonly<Record<string, unknown>> = isMap(value.metadata) ? value.metadata : {};
  const { name, namespace } = metadata;
  const isSettled = metadata === value.metadata && typeof name === 'string' && (namespace === undefined || typeof namespace === 'string');
  if (isSettled) return value;
  const { namespace: _, ...others } = metadata;
  return { ...value, metadata: { ...others, name: asText(name), ...(asText(namespace) && { namespace: asText(namespace) }) } };
}

const asText = (value: unknown): string => (['number', 'boolean', 'string'].includes(typeof value) ? String(value) : '');

/** The objects of a file, those of a List one by one. */
export const manifestsIn = (documents: readonly unknown[]): Manifest[] =>
  documents.flatMap((document) => {
    const value = settled(document);
    return isListOf(value) ? manifestsIn(value.items) : isManifest(value) ? [value] : [];
  });

/** Whether something in a document is no object of Kubernetes. */
export const isStray = (document: unknown): boolean =>
  document !== null && document !== undefined && (isListOf(document) ? document.items.some(isStray) : !isManifest(document));

/** Names and namespaces that are no text, which the API server refuses. */
const unquotedIn = (documents: readonly unknown[], file: string): Verdict[] =>
  objectsOf(documents).flatMap(({ metadata }) =>
    ['name', 'namespace'].flatMap((field) => {
      const value = at(metadata, field);
      if (!['number', 'boolean'].includes(typeof value)) return [];
      const place = { file, name: asText(at(metadata, 'name')) };
      return [{ severity: 'error', check: 'shape', place, text: `metadata.${field} is no text; write it in quotes` } as const];
    }),
  );

const objectsOf = (documents: readonly unknown[]): Manifest[] =>
  documents.flatMap((document) => (isListOf(document) ? objectsOf(document.items) : isManifest(document) ? [document] : []));

export const place = ({ printed }: ManifestFile, { metadata }: Manifest) => ({ file: printed, name: metadata.name });

/** The objects of a file as they stand there, sent to no namespace yet. */
export const placedIn = (file: ManifestFile): Placed[] =>
  manifestsIn(file.documents).map((object) => ({
    object,
    place: place(file, object),
    ...(object.metadata.namespace !== undefined && { namespace: object.metadata.namespace }),
  }));
