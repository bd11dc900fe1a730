/** The files that a cluster file extends. */
import path from 'node:path';
import { Refusal } from '../command-line/command';
import type { Place } from '../findings/finding';
import { nearest } from '../findings/nearest';
import { kindOf } from '../output/file-kind';
import { namesIn } from '../output/plain-file';
import { isMap } from '../yaml/parsed';
import type { Form } from './document';
import { Document, EXTENDS } from './document';

/** A file with values that several clusters share. */
export interface Base {
  /** Its path, as shown in messages. */
  readonly file: string;
  readonly text: string;
}

export interface BasesProps {
  /** The path of the file that may extend others. */
  readonly file: string;
  readonly text: string;
  /** The folder with the cluster files, in which every file is a cluster. */
  readonly folder: string;
  /** Reads a file. @throws Refusal if it cannot be read */
  readonly read: (file: string) => string;
}

/**
 * All files below a cluster file, the lowest first: what a later one sets wins, and the cluster file itself last. Each is there once.
 * @throws Refusal for a file that does not exist, is a cluster, or extends itself
 */
export function basesOf(props: BasesProps, above: readonly string[] = []): Base[] {
  const { file, folder, read } = props;
  const found: Base[] = [];
  for (const { name, place } of extendedIn(props)) {
    const refuse = (problem: string, fix: string) => refusal(place, `${problem}; ${fix}`);
    if (path.isAbsolute(name)) throw refuse(`${name} is an absolute path`, 'write it relative to this file');
    const base = path.join(path.dirname(file), name);
    if ([...above, file].includes(base))
      throw refuse(`${base} extends itself`, file === base ? 'remove this item' : 'remove one of the items that name each other');
    const kind = kindOf(base);
    if (kind === undefined) throw refuse(`there is no file ${base}`, meant(base, props));
    if (kind === 'folder') throw refuse(`${base} is a folder`, 'name a file in it');
    if (!path.relative(folder, base).startsWith('..'))
      throw refuse(`${base} is a cluster`, `move what is shared to a file outside of ${folder}`);
    const text = read(base);
    const all = [...basesOf({ file: base, text, folder, read }, [...above, file]), { file: base, text }];
    found.push(...all.filter((one) => !found.some((other) => other.file === one.file)));
  }
  return found;
}

/** The way out for a base that does not exist: a path is relative to the file that names it, and not to the repository. */
function meant(base: string, { file, folder }: BasesProps): string {
  const [from, parent] = [path.dirname(file), path.dirname(base)];
  const fromRoot = path.relative(from, base);
  const isOutside = (name: string) => path.relative(folder, name).startsWith('..');
  const names = namesIn(parent).filter((name) => name.endsWith('.yaml') && isOutside(path.join(parent, name)));
  const near = nearest(path.basename(base), names);
  const found = kindOf(fromRoot) === 'file' && isOutside(fromRoot) ? fromRoot : near && path.join(parent, near);
  return found ? `did you mean ${path.relative(from, found)}?` : 'correct the path, which is relative to this file';
}

/** The paths in `extends`, as they are written. A file that is not YAML extends nothing; its mistakes are reported when it is read. */
function extendedIn({ file, text }: Pick<BasesProps, 'file' | 'text'>): { readonly name: string; readonly place: Place }[] {
  if (!text.includes(EXTENDS)) return [];
  const document = new Document(text);
  const data = document.data(() => true);
  const value = isMap(data) && Object.hasOwn(data, EXTENDS) ? data[EXTENDS] : undefined;
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.map((name: unknown, index) => {
    const place = { file, ...document.placeOfValue(Array.isArray(value) ? [EXTENDS, index] : [EXTENDS]) };
    if (typeof name === 'string' && name !== '') return { name, place };
    throw refusal(place, 'not the path of a file; write it as ../base/prod.yaml');
  });
}

/** The paths of the files that a file extends directly; none if that cannot be read from it. */
export function extendedBy(file: string, text: string): string[] {
  try {
    return extendedIn({ file, text }).map(({ name }) => path.join(path.dirname(file), name));
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

const refusal = ({ file, line, column }: Place, text: string): Refusal => new Refusal(`${file}:${line}:${column} ${EXTENDS}: ${text}`);

/** What a base may contain: any part of a cluster file. */
const BASE_FORM: Form = {
  kinds: ['map'],
  noun: 'a map of keys',
  forEmpty: 'write keys of a cluster file, or remove the file',
  forSeveral: 'write one document, without --- inside',
  forOthers: 'write keys of a cluster file',
};

/** Parsed bases, which many clusters share. */
const parsed = new Map<string, Document>();

/** The document of a cluster file, with the values of its bases. */
export function documentOf({ text, bases = [] }: { readonly text: string; readonly bases?: readonly Base[] }): Document {
  const document = new Document(text);
  return bases.length === 0 ? document : document.extend(bases.map(baseDocument));
}

function baseDocument({ file, text }: Base): Document {
  const key = JSON.stringify([file, text]);
  const known = parsed.get(key) ?? new Document(text, BASE_FORM, file);
  parsed.set(key, known);
  return known;
}
