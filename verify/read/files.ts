/** The files of a folder of manifests, each read as YAML, and the objects in them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { loadAll } from 'js-yaml';
import { isMap } from '../../lib/is-map';
import type { Manifest, Placed } from '../stack';

export interface ManifestFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  /** As messages name it. */
  readonly printed: string;
  readonly text: string;
  readonly documents: readonly unknown[];
  /** Why it is no YAML. */
  readonly mistake?: string;
}

/** Folders that hold no manifests, and may be large. */
const PASSED_OVER = ['.git', 'node_modules'];

/** Every YAML and JSON file of a folder, by its path. */
export function readManifestFiles(folder: string): ManifestFile[] {
  const files: ManifestFile[] = [];
  const walk = (below: string) => {
    for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (!PASSED_OVER.includes(entry.name)) walk(file);
      } else if (/\.(ya?ml|json)$/.test(entry.name) && isFile(path.join(folder, file))) files.push(read(folder, file));
    }
  };
  walk('');
  return files;
}

/** A link may lead nowhere, or to a folder. */
const isFile = (full: string): boolean => statSync(full, { throwIfNoEntry: false })?.isFile() === true;

function read(folder: string, file: string): ManifestFile {
  const printed = path.join(folder, file);
  const text = readFileSync(printed, 'utf8');
  try {
    return { path: file, printed, text, documents: documentsIn(file, text) };
  } catch (error) {
    const [mistake = ''] = (error as Error).message.split('\n');
    return { path: file, printed, text, documents: [], mistake };
  }
}

function documentsIn(file: string, text: string): unknown[] {
  if (file.endsWith('.json')) return [JSON.parse(text)];
  return /^[^#\s]/m.test(text) ? loadAll(text) : [];
}

export const isManifest = (value: unknown): value is Manifest =>
  isMap(value) &&
  typeof value.apiVersion === 'string' &&
  typeof value.kind === 'string' &&
  isMap(value.metadata) &&
  typeof value.metadata.name === 'string';

/** The objects of a file, those of a List one by one. */
export function manifestsIn(documents: readonly unknown[]): Manifest[] {
  return documents.flatMap((document) =>
    isMap(document) && document.kind === 'List' && Array.isArray(document.items)
      ? manifestsIn(document.items)
      : isManifest(document)
        ? [document]
        : [],
  );
}

export const place = ({ printed }: ManifestFile, { metadata }: Manifest) => ({ file: printed, name: metadata.name });

/** The objects of a file as they stand there, sent to no namespace yet. */
export const placedIn = (file: ManifestFile): Placed[] =>
  manifestsIn(file.documents).map((object) => ({
    object,
    place: place(file, object),
    ...(object.metadata.namespace !== undefined && { namespace: object.metadata.namespace }),
  }));
