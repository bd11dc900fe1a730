/** The files of a folder of manifests, each read as YAML, and the objects in them. */
import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import { isFile } from '../../lib/files/file-kind';
import { whyUnreadable } from '../../lib/files/plain-file';
import { error, type Finding, type Place, warning } from '../../lib/findings/finding';
import { RUN_SYNTH } from '../../lib/findings/run-synth';
import { servedKinds } from '../../lib/helm/served-kinds';
import { firstLine, loadYamlDocuments } from '../../lib/helm/yaml';
import { Remembered } from '../../lib/maps/remembered';
import { isOurs } from '../../lib/output/header';
import { HAS_CONFLICT, hasConflict } from '../../lib/yaml/merge-conflict';
import { at, isMap } from '../../lib/yaml/parsed';
import { mergeConflict } from '../checks/shape/merge-conflict';
import { SHAPE_RULES } from '../checks/shape/rules';
import type { Manifest, Placed } from '../stack';
import { namespaceOf } from '../world/kubernetes';
import { inside, isEncoded, textOf } from './inside';

/** Why a file cannot be read. */
export interface UnreadFile {
  /** It is outside of the folder, the operating system denies access, its text is invalid, or git left a conflict in it. */
  readonly reason: 'outside' | 'inaccessible' | 'invalid' | 'conflict';
  /** A phrase that can follow its name: `is not valid YAML (…)`. */
  readonly problem: string;
}

export interface ManifestFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  /** The path as shown in messages. */
  readonly printed: string;
  readonly text: string;
  readonly documents: readonly unknown[];
  /** Why it could not be read; undefined if it was. */
  readonly unread?: UnreadFile;
  /** Mistakes in its documents. */
  readonly findings?: readonly Finding[];
}

/** Folders that may be large and contain no manifests. */
const SKIPPED = ['.git', 'node_modules'];

/** The file with accepted findings, which is not a manifest. */
export const ACCEPT_FILE = 'tempo-gitops.accept.yaml';

const KUSTOMIZATION = /^(kustomization\.ya?ml|Kustomization)$/;

/** @param file the path of a file */
export const isKustomization = (file: string): boolean => KUSTOMIZATION.test(path.posix.basename(file));

/**
 * Every YAML and JSON file of a folder, sorted by path.
 * @param top the folder that links must not leave
 */
export function readManifestFiles(folder: string, top = folder): ManifestFile[] {
  const files: ManifestFile[] = [];
  const walk = (below: string) => {
    const entries = entriesOf(path.join(folder, below));
    if (!Array.isArray(entries)) files.push({ ...entries, path: below });
    else
      for (const entry of entries) {
        const file = below ? `${below}/${entry.name}` : entry.name;
        if (file === ACCEPT_FILE) continue;
        if (entry.isDirectory()) {
          if (!SKIPPED.includes(entry.name)) walk(file);
        } else if ((/\.(ya?ml|json)$/.test(entry.name) || isKustomization(file)) && isFile(path.join(folder, file)))
          files.push(read(folder, file, top));
      }
  };
  walk('');
  return files;
}

/** The entries of a folder, sorted by name; or the folder itself, if it cannot be read. */
function entriesOf(folder: string): Dirent[] | Omit<ManifestFile, 'path'> {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return { printed: folder, text: '', documents: [], unread: { reason: 'inaccessible', problem: whyUnreadable(error) } };
  }
}

/** One file of a folder. @param file its path below the folder */
export const readManifestFile = (folder: string, file: string): ManifestFile => read(folder, file, folder);

function read(folder: string, file: string, top: string): ManifestFile {
  const printed = path.join(folder, file);
  const nothing = { path: file, printed, text: '', documents: [] };
  if (inside(top, path.relative(top, printed)) === 'outside')
    return { ...nothing, unread: { reason: 'outside', problem: 'is a link out of the folder, which Argo CD refuses' } };
  let text: string;
  try {
    text = textOf(printed);
  } catch (error) {
    return { ...nothing, unread: { reason: 'inaccessible', problem: whyUnreadable(error) } };
  }
  if (!file.endsWith('.json') && !isEncoded(printed, text))
    return { ...nothing, text, unread: { reason: 'invalid', problem: 'is not encoded as UTF-8' } };
  try {
    const { documents, doubt } = documentsIn(file, text);
    const doubts = doubt === undefined ? [] : [warning({ file: printed }, SHAPE_RULES.says('duplicate-key', doubt, 'remove one of them'))];
    return { path: file, printed, text, documents: documents.map(settled), findings: [...doubts, ...unquotedIn(documents, printed)] };
  } catch (error) {
    if (hasConflict(text)) return { ...nothing, text, unread: { reason: 'conflict', problem: HAS_CONFLICT } };
    const problem = `is not valid ${file.endsWith('.json') ? 'JSON' : 'YAML'} (${firstLine(error)})`;
    return { ...nothing, text, unread: { reason: 'invalid', problem } };
  }
}

interface Parsed {
  readonly documents: readonly unknown[];
  /** A phrase about a duplicate key. */
  readonly doubt?: string;
}

/** By text: most documents are the same on both sides of a change. */
const parsed = new Remembered<readonly unknown[]>(500);

function documentsIn(file: string, text: string): Parsed {
  return file.endsWith('.json') ? { documents: [checkedDepth(JSON.parse(text))] } : parse(text);
}

/** Argo CD and kubectl take the last one of duplicate keys. */
function parse(text: string): Parsed {
  try {
    return { documents: isOurs(text) ? inParts(text) : parsed.of(text, (whole) => loadYamlDocuments(whole)) };
  } catch (error) {
    if (!firstLine(error).includes('duplicated mapping key')) throw error;
    return {
      documents: loadYamlDocuments(text, { duplicates: true }),
      doubt: `has a duplicate key (${firstLine(error)}), and the last one counts`,
    };
  }
}

/** The documents of a file that synth wrote, each parsed by itself. */
function inParts(text: string): readonly unknown[] {
  try {
    return text.split(/^---\n(?=\w)/m).flatMap((part) => parsed.of(part, (document) => loadYamlDocuments(document)));
  } catch {
    // What is wrong is at a line of the whole file.
    return loadYamlDocuments(text);
  }
}

/** The limit of js-yaml. */
const MOST_LEVELS = 100;

/** @throws Error for a value that would exhaust the stack */
function checkedDepth(value: unknown): unknown {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) throw new Error(`nested more than ${MOST_LEVELS} levels deep`);
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return value;
}

/** Objects that only a program reads, and no API server: of Tanka, kind, k3d, Skaffold, eksctl, kpt, kubeadm, Talos and Backstage. */
const OF_TOOLS =
  /^(tanka\.dev|kind\.x-k8s\.io|k3d\.io|skaffold|eksctl\.io|(config|fn)?\.?kpt\.dev|kubeadm\.k8s\.io|talos\.dev|backstage\.io|kustomize\.config\.k8s\.io)(\/|$)/;

/** Whether a value is a Kubernetes object. Files of other tools may also have apiVersion and kind. */
export const isManifest = (value: unknown): value is Manifest =>
  isMap(value) &&
  typeof value.apiVersion === 'string' &&
  typeof value.kind === 'string' &&
  !OF_TOOLS.test(value.apiVersion) &&
  (isMap(value.metadata) || servedKinds().includes(`${value.apiVersion}/${value.kind}`));

/** Whether a document is a List of objects, also of one kind: `ServiceList`. */
export const isListOf = (value: unknown): value is Record<string, unknown> & { readonly items: readonly unknown[] } =>
  isMap(value) && typeof value.kind === 'string' && /List$/.test(value.kind) && Array.isArray(value.items);

/** The value with a name and a namespace that are text. The checks report other types. */
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

/** The objects of a file, including the items of a List. */
export const manifestsIn = (documents: readonly unknown[]): Manifest[] =>
  documents.flatMap((document) => {
    const value = settled(document);
    return isListOf(value) ? manifestsIn(value.items) : isManifest(value) ? [value] : [];
  });

/** Whether a document contains anything other than Kubernetes objects. */
export const isStray = (document: unknown): boolean =>
  document !== null && document !== undefined && (isListOf(document) ? document.items.some(isStray) : !isManifest(document));

/** Names and namespaces that are not text, which the API server refuses. */
const unquotedIn = (documents: readonly unknown[], file: string): Finding[] =>
  objectsOf(documents).flatMap(({ metadata }) =>
    ['name', 'namespace'].flatMap((field) => {
      const value = at(metadata, field);
      if (!['number', 'boolean'].includes(typeof value)) return [];
      const place = { file, name: asText(at(metadata, 'name')) };
      return [error(place, SHAPE_RULES.says('wrong-type', `metadata.${field} is not text`, 'quote it'))];
    }),
  );

const objectsOf = (documents: readonly unknown[]): Manifest[] =>
  documents.flatMap((document) => (isListOf(document) ? objectsOf(document.items) : isManifest(document) ? [document] : []));

/** What to do about a file of the output that cannot be read. */
const WAYS_OUT = {
  outside: 'make it a file',
  inaccessible: 'make it readable',
  invalid: RUN_SYNTH,
  conflict: RUN_SYNTH,
} as const satisfies Record<UnreadFile['reason'], string>;

/** Why a file of the output cannot be read, and mistakes in its documents. */
export function findingsIn({ printed, unread, findings = [] }: ManifestFile): readonly Finding[] {
  if (!unread) return findings;
  const { reason, problem } = unread;
  const unreadable = error({ file: printed }, SHAPE_RULES.says('unreadable-file', problem, WAYS_OUT[reason]));
  return [reason === 'conflict' ? mergeConflict(printed) : unreadable, ...findings];
}

/** The same of a file beside the output, which synth does not write. */
export const findingsBeside = (file: ManifestFile): readonly Finding[] =>
  file.unread
    ? [error({ file: file.printed }, SHAPE_RULES.says('unreadable-file', file.unread.problem, 'fix it, or move it away'))]
    : findingsIn(file);

/** The place of an object in a file. */
export const placeOfObject = ({ printed }: ManifestFile, { metadata }: Manifest): Place => ({ file: printed, name: metadata.name });

/** The objects of a file, with only the namespaces that are set in it. */
export const placedIn = (file: ManifestFile): Placed[] =>
  manifestsIn(file.documents).map((object) => {
    const namespace = namespaceOf(object, undefined);
    return { object, place: placeOfObject(file, object), ...(namespace !== undefined && { namespace }) };
  });
