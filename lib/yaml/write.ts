/** YAML as this project writes it. */
import { dump } from 'js-yaml';
import { isMap } from './parsed';

/**
 * One value as YAML, with the same bytes on every machine: no anchors, no folding, and quotes around texts that a YAML 1.1
 * reader, such as that of Helm and kubectl, reads differently.
 * @param value plain data
 */
export function toYaml(value: unknown): string {
  if (!isFilled(value)) return write(value);
  const json = JSON.stringify(value);
  // What follows a text with an empty line at its end matters, so this is written in one piece.
  return json.includes('\\n\\n"') ? write(value) : fieldsOf(value, '', json);
}

/** Several objects as one file of YAML documents. */
export const toYamlDocuments = (objects: readonly unknown[]): string => objects.map(toYaml).join('---\n');

/** A field without a value is left out. */
const isFilled = (value: unknown): value is Record<string, unknown> =>
  isMap(value) && Object.values(value).some((field) => field !== undefined);

const write = (value: unknown): string => dump(value, { noRefs: true, lineWidth: -1 });

/** What was written, by its margin, key and JSON: clusters have much in common, and JSON takes a tenth of the time. */
const written = new Map<string, string>();
const MOST = 2000;

function once(id: string, text: () => string): string {
  const known = written.get(id);
  if (known !== undefined) return known;
  const fresh = text();
  if (written.size >= MOST) written.clear();
  written.set(id, fresh);
  return fresh;
}

/** What JSON cannot express is null, or missing. */
const isExact = (json: string | undefined): json is string => json !== undefined && !json.includes('null');

/** The fields of a mapping, one after the other. @param margin the spaces before each line */
function fieldsOf(map: Record<string, unknown>, margin: string, json = JSON.stringify(map)): string {
  const all = () => {
    let text = '';
    for (const key of Object.keys(map)) text += fieldOf(key, map[key], margin);
    return text;
  };
  return isExact(json) ? once(margin + json, all) : all();
}

/** The texts of keys, with a colon; undefined for one of another form. */
const heads = new Map<string, string | undefined>();

function headOf(key: string): string | undefined {
  if (heads.has(key)) return heads.get(key);
  const text = write({ [key]: 0 });
  const head = text.startsWith('?') ? undefined : text.slice(0, -' 0\n'.length);
  heads.set(key, head);
  return head;
}

/** Words of letters and digits, which every reader of YAML takes as text: no number, date or boolean has such a form. */
const WORDS = /^[a-z][a-z0-9]*(?:[ ./-][a-z0-9]+)+$/;
/** Longer texts are rarely in two clusters. */
const LONG = 200;

function fieldOf(key: string, value: unknown, margin: string): string {
  if (value === undefined) return '';
  const single = () => indented(write({ [key]: value }), margin);
  const head = headOf(key);
  if (head === undefined || (typeof value === 'string' && value.length >= LONG)) return single();
  if (typeof value === 'string' && WORDS.test(value)) return `${margin}${head} ${value}\n`;
  if (isFilled(value)) return `${margin}${head}\n${fieldsOf(value, `${margin}  `)}`;
  if (isListOfMaps(value)) return `${margin}${head}\n${value.map((item) => itemOf(item, `${margin}  `)).join('')}`;
  const json = JSON.stringify(value);
  return isExact(json) ? once(`${margin.length} ${key}\0${json}`, single) : single();
}

const isListOfMaps = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.every(isFilled);

const itemOf = (item: Record<string, unknown>, margin: string): string =>
  `${margin}- ${fieldsOf(item, `${margin}  `).slice(margin.length + 2)}`;

/** An empty line may be a part of a text, and stays empty. */
const indented = (text: string, margin: string): string => (margin === '' ? text : margin + text.replace(/\n(?=[^\n])/g, `\n${margin}`));
