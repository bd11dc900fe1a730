/** YAML as this project writes it. */
import { dump } from 'js-yaml';
import { Remembered } from '../maps/remembered';
import { isMap } from './parsed';
import { isPlainText } from './plain-text';

/**
 * One value as YAML, with the same bytes on every machine: no anchors, no folding, and quotes around texts that a YAML 1.1
 * reader, such as that of Helm and kubectl, reads differently.
 * @param value plain data
 */
export function toYaml(value: unknown): string {
  const text = isFilled(value) ? fieldsOf(value, '') : Array.isArray(value) ? itemsOf(value, '') : undefined;
  // What follows a text with an empty line at its end (`|+`) matters, so this is written in one piece.
  return text === undefined || text.includes('+\n') ? write(value) : text;
}

/** Several objects as one file of YAML documents. */
export const toYamlDocuments = (objects: readonly unknown[]): string => objects.map(toYaml).join('---\n');

/** A field without a value is left out. */
function isFilled(value: unknown): value is Record<string, unknown> {
  if (!isMap(value)) return false;
  for (const key of Object.keys(value)) if (value[key] !== undefined) return true;
  return false;
}

const write = (value: unknown): string => dump(value, { noRefs: true, lineWidth: -1 });

/** The most texts of js-yaml that are remembered: looking one up takes a tenth of the time. */
const MOST_TEXTS = 5000;

const heads = new Remembered<string | undefined>(MOST_TEXTS);

/** A key with a colon; undefined for one of another form. */
function headOf(key: string): string | undefined {
  if (isPlainText(key)) return `${key}:`;
  const text = write({ [key]: 0 });
  return text.startsWith('?') ? undefined : text.slice(0, -' 0\n'.length);
}

const scalars = new Remembered<string>(MOST_TEXTS);

/** A text as it follows a key or the dash of a list. */
const scalarOf = (text: string): string => write({ a: text }).slice('a: '.length);

/** Longer texts are rarely in two clusters. */
const LONG = 200;

/** What would be a map without quotes, such as the pattern of Argo CD for several files. */
const BRACED = /^\{[ -&(-~]*$/;

/** Lines of ASCII, of which neither the first nor the last is empty, and the first has no margin. */
const LINES = /^[!-~][ -~]*\n(?:[ -~\n]*[ -~]\n)?$/;

/** A value of one line as it follows a key or the dash of a list; undefined for any other. */
function inlineOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (value.length >= LONG || value.includes('\n')) return undefined;
    if (isPlainText(value)) return `${value}\n`;
    return BRACED.test(value) ? `'${value}'\n` : scalars.of(value, scalarOf);
  }
  return typeof value === 'boolean' || (Number.isSafeInteger(value) && !Object.is(value, -0)) ? `${value}\n` : undefined;
}

/** The fields of a mapping, one after the other. @param margin the spaces before each line */
function fieldsOf(map: Record<string, unknown>, margin: string): string {
  let text = '';
  for (const key of Object.keys(map)) text += fieldOf(key, map[key], margin);
  return text;
}

function fieldOf(key: string, value: unknown, margin: string): string {
  if (value === undefined) return '';
  const head = key.length < LONG ? heads.of(key, headOf) : undefined;
  if (head === undefined) return indented(write({ [key]: value }), margin);
  const inline = inlineOf(value);
  if (inline !== undefined) return `${margin}${head} ${inline}`;
  // Not a Date.
  if (isMap(value) && Object.getPrototypeOf(value) === Object.prototype) {
    const fields = fieldsOf(value, `${margin}  `);
    return fields === '' ? `${margin}${head} {}\n` : `${margin}${head}\n${fields}`;
  }
  if (typeof value === 'string' && LINES.test(value)) return `${margin}${head} |\n${indented(value, `${margin}  `)}`;
  if (!Array.isArray(value)) return indented(write({ [key]: value }), margin);
  if (value.length === 0) return `${margin}${head} []\n`;
  const items = itemsOf(value, `${margin}  `);
  return items === undefined ? indented(write({ [key]: value }), margin) : `${margin}${head}\n${items}`;
}

/** The items of a list, one after the other; undefined if there is none, or if one is neither a mapping with fields nor of one line. */
function itemsOf(list: readonly unknown[], margin: string): string | undefined {
  if (list.length === 0) return undefined;
  let text = '';
  for (const item of list) {
    const written = isFilled(item) ? fieldsOf(item, `${margin}  `).slice(margin.length + 2) : inlineOf(item);
    if (written === undefined) return undefined;
    text += `${margin}- ${written}`;
  }
  return text;
}

/** An empty line may be a part of a text, and stays empty. */
const indented = (text: string, margin: string): string => (margin === '' ? text : margin + text.replace(/\n(?=[^\n])/g, `\n${margin}`));
