/** A cluster file with the values of its bases and its defaults, and where each of them comes from. */
import * as yaml from 'yaml';
import { at, isMap, type Path } from '../../yaml/parsed';
import type { Document } from '../document';

export interface ExplainedProps {
  /** The path of the cluster file, as shown in comments. */
  readonly file: string;
  readonly document: Document;
  /** The data of the document. */
  readonly data: unknown;
  /** The checked data, with defaults; undefined if there are mistakes. */
  readonly checked: unknown;
  /** The key to show. @default all */
  readonly key?: Path;
}

/** @returns YAML with a comment behind each value, its file and line or `default`; undefined if there is no such key */
export function explained({ file, document, data, checked, key = [] }: ExplainedProps): string | undefined {
  const whole = withDefaults(data, checked);
  const found = key.reduce((value, step) => (isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined), whole);
  if (found === undefined) return undefined;
  const shown = key.reduceRight<unknown>((value, step) => ({ [step]: value }), found);
  const result = new yaml.Document(shown);
  const where = (path: Path): string => {
    if (!document.has(path)) return ' default';
    const place = document.placeOfValue(path);
    return ` ${place.file ?? file}:${place.line}`;
  };
  // A map of which the file says only that it is there: all its keys are defaults.
  const isOnlyNamed = (path: Path): boolean => path.length > 0 && document.has(path) && keysIn(at(data, ...path)) === 0;
  annotate(result.contents, [], { where, isOnlyNamed });
  return result.toString({ lineWidth: 0 });
}

/** The number of keys of a map; that of `true`, which switches on a map of defaults, is 0. */
const keysIn = (value: unknown): number => (isMap(value) ? Object.keys(value).length : 0);

interface About {
  readonly where: (path: Path) => string;
  readonly isOnlyNamed: (path: Path) => boolean;
}

function annotate(node: unknown, path: Path, about: About): void {
  const { where, isOnlyNamed } = about;
  if (yaml.isMap(node) && node.items.length > 0) {
    if (isOnlyNamed(path)) node.commentBefore = where(path);
    for (const { key, value } of node.items) annotate(value, [...path, String(yaml.isScalar(key) ? key.value : key)], about);
  } else if (yaml.isSeq(node) && node.items.some((item) => !yaml.isScalar(item))) {
    for (const [index, item] of node.items.entries()) annotate(item, [...path, index], about);
  } else if (yaml.isNode(node)) {
    if (yaml.isCollection(node)) node.flow = true;
    node.comment = where(path);
  }
}

/** The data with the keys that only the checked data has. */
export function withDefaults(data: unknown, checked: unknown): unknown {
  // A switch: true stands for its defaults.
  if (data === undefined || (data === true && isMap(checked))) return checked;
  if (!isMap(data) || !isMap(checked)) return data;
  const added = Object.entries(checked).filter(([key, value]) => value !== undefined && !Object.hasOwn(data, key));
  return {
    ...Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withDefaults(value, checked[key])])),
    ...Object.fromEntries(added),
  };
}
