/** The files that a cluster file extends. */
import path from 'node:path';
import { kindOf } from '../../files/file-kind';
import { namesIn } from '../../files/plain-file';
import { error, type Finding, type Place } from '../../findings/finding';
import { nearest } from '../../findings/nearest';
import { unique } from '../../findings/unique';
import { isMap } from '../../yaml/parsed';
import type { Form } from '../document';
import { Document, EXTENDS } from '../document';
import { CLUSTER_FILE_RULES } from '../rules';

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
  /** Reads a file. @returns its text, or why it cannot be read */
  readonly read: (file: string) => string | Finding;
}

/** The files below a cluster file. */
export interface Bases {
  /** The lowest first: what a later one sets wins, and the cluster file itself last. Each is there once. */
  readonly bases: readonly Base[];
  /** What cannot be a base: a file that does not exist, cannot be read, is a cluster, or extends itself. Such a file is left out. */
  readonly problems: readonly Finding[];
}

export function basesOf(props: BasesProps): Bases {
  const found: Found = { bases: [], problems: [], known: new Set() };
  findBases(props, [], found);
  return { bases: found.bases, problems: unique(found.problems) };
}

interface Found {
  readonly bases: Base[];
  readonly problems: Finding[];
  /** The bases that were followed: two that extend the same files must not double the work with each level. */
  readonly known: Set<string>;
}

function findBases(props: BasesProps, above: readonly Step[], found: Found): void {
  const { file, folder, read } = props;
  for (const item of extendedIn(props)) {
    if ('rule' in item) {
      found.problems.push(item);
      continue;
    }
    const { name, place } = item;
    const base = path.join(path.dirname(file), name);
    const steps = [...above, { file, place }];
    const problem = problemOf({ name, base, place, steps }, props);
    if (!problem && found.known.has(base)) continue;
    const text = problem ?? read(base);
    if (typeof text !== 'string') {
      found.problems.push(text);
      continue;
    }
    found.known.add(base);
    findBases({ file: base, text, folder, read }, steps, found);
    found.bases.push({ file: base, text });
  }
}

/** A file that extends another one, and the place of the item that names it. */
interface Step {
  readonly file: string;
  readonly place: Place;
}

interface Item {
  /** As it is written. */
  readonly name: string;
  /** The path of the file that it means. */
  readonly base: string;
  readonly place: Place;
  /** From the cluster file to the file with this item. */
  readonly steps: readonly Step[];
}

/** Why an item of `extends` cannot be a base; undefined if it can. */
function problemOf({ name, base, place, steps }: Item, props: BasesProps): Finding | undefined {
  const { file, folder } = props;
  const says = (problem: string, fix: string) => invalid(place, problem, fix);
  if (/^[a-z]+:\/\//i.test(name))
    return says(`${name} is a URL, and nothing is downloaded`, 'copy the file into the repository, and write its path');
  if (path.isAbsolute(name)) return says(`${name} is an absolute path`, 'write it relative to this file');
  if (file === base) return says(`${base} extends itself`, 'remove this item');
  const kind = kindOf(base);
  // Relative to the current folder, a path that leads out of it looks like the way out, which is relative to the file.
  const shown = base.startsWith('..') ? path.resolve(base) : base;
  if (kind === undefined) return says(`there is no file ${shown}`, meant(base, props));
  if (kind === 'folder') return says(`${base} is a folder`, 'name a file in it');
  if (!isOutside(folder, base)) return says(`${base} is a cluster`, `move what is shared to a file outside of ${folder}`);
  const start = steps.findIndex((step) => step.file === base);
  return start < 0 ? undefined : cycle(steps.slice(start));
}

/** One mistake, wherever a cluster file enters the cycle: it is told in the first of its files by name. */
function cycle(steps: readonly Step[]): Finding {
  const first = steps.reduce((least, { file }, index) => (file < (steps[least]?.file ?? '') ? index : least), 0);
  const [{ file = '', place = { file } } = {}, ...others] = [...steps.slice(first), ...steps.slice(0, first)];
  const files = [...others.map((step) => step.file), file];
  return invalid(place, `${file} extends itself: it extends ${files.join(', which extends ')}`, 'remove one of these items');
}

const isOutside = (folder: string, file: string): boolean => path.relative(folder, file).split(path.sep)[0] === '..';

/** The way out for a base that does not exist: a path is relative to the file that names it, and not to the repository. */
function meant(base: string, { file, folder }: BasesProps): string {
  const from = path.dirname(file);
  const candidates = [base, path.relative(from, base), ...atOtherDepths(from, path.relative(from, base))];
  const isBase = (name: string) => isOutside(folder, name) && kindOf(name) === 'file';
  // Further up, a file with such a name has nothing to do with these clusters.
  const isAround = (name: string) => !isOutside(path.join(folder, '..'), name);
  const near = (name: string) => {
    if (!isAround(name)) return undefined;
    const own = folderNear(path.dirname(name));
    const names = namesIn(own).map((other) => path.join(own, other));
    const known = new Map(names.filter((other) => other.endsWith('.yaml') && isBase(other)).map((other) => [withoutEnding(other), other]));
    return known.get(nearest(withoutEnding(name), known.keys()) ?? '');
  };
  const found = candidates.find(isBase) ?? candidates.map(near).find((other) => other !== undefined);
  return found ? `did you mean ${path.relative(from, found)}?` : 'correct the path, which is relative to this file';
}

/** This folder, or the one that was probably meant: after it was renamed, or written in another case. */
function folderNear(folder: string): string {
  if (kindOf(folder) === 'folder') return folder;
  const above = path.join(folder, '..');
  const folders = namesIn(above).filter((name) => kindOf(path.join(above, name)) === 'folder');
  return path.join(above, nearest(path.basename(folder), folders) ?? path.basename(folder));
}

/** The name of a file without its ending, which makes all of them alike. */
const withoutEnding = (file: string): string => path.basename(file).replace(/\.ya?ml$/, '');

/** A path with fewer or more steps upwards, the nearest first: the file that names it may be in a deeper folder. */
function atOtherDepths(from: string, name: string): string[] {
  const [, up = '', below = ''] = /^((?:\.\.\/)*)(.*)$/.exec(name) ?? [];
  const steps = up.length / 3;
  const depths = [1, -1, 2, -2, 3, -3].map((more) => steps + more).filter((depth) => depth > 0);
  return depths.map((depth) => path.join(from, '../'.repeat(depth), below));
}

/** What `extends` says, in order. A file that is not YAML extends nothing; its mistakes are reported when it is read. */
function extendedIn({ file, text, folder }: Pick<BasesProps, 'file' | 'text' | 'folder'>): (Pick<Item, 'name' | 'place'> | Finding)[] {
  if (!text.includes(EXTENDS)) return [];
  const document = new Document(text);
  const data = document.data(() => true);
  const value = isMap(data) && Object.hasOwn(data, EXTENDS) ? data[EXTENDS] : undefined;
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.map((name: unknown, index) => {
    const place = { file, ...document.placeOfValue(Array.isArray(value) ? [EXTENDS, index] : [EXTENDS]) };
    if (typeof name === 'string' && name !== '') return { name, place };
    const example = path.join(path.relative(path.dirname(file), path.join(folder, '..')), 'base/prod.yaml');
    return invalid(place, 'not the path of a file', `write it as ${example}`);
  });
}

/** The paths of the files that a file extends directly. */
export const extendedBy = (file: string, text: string): string[] =>
  extendedIn({ file, text, folder: '' }).flatMap((item) => ('rule' in item ? [] : path.join(path.dirname(file), item.name)));

const invalid = (place: Place, problem: string, fix: string): Finding =>
  error(place, CLUSTER_FILE_RULES.says('invalid-base', problem, fix), { subject: EXTENDS });

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

/** A cluster file as its document needs it. */
export interface Extending {
  readonly text: string;
  readonly bases?: readonly Base[];
  /** Whether further bases are not known. @default false */
  readonly lacksBases?: boolean;
}

/** The document of a cluster file, with the values of its bases. */
export function documentOf({ text, bases = [], lacksBases = false }: Extending): Document {
  const document = new Document(text);
  return bases.length === 0 && !lacksBases ? document : document.extend(bases.map(baseDocument), lacksBases);
}

function baseDocument({ file, text }: Base): Document {
  const key = JSON.stringify([file, text]);
  const known = parsed.get(key) ?? new Document(text, BASE_FORM, file);
  parsed.set(key, known);
  return known;
}
