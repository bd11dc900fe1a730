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
  return Object.entries(value)
    .map(([key, field]) => fieldOf(key, field))
    .join('');
}

/** Several objects as one file of YAML documents. */
export const toYamlDocuments = (objects: readonly unknown[]): string => objects.map(toYaml).join('---\n');

const isFilled = (value: unknown): value is Record<string, unknown> => isMap(value) && Object.keys(value).length > 0;

const write = (value: unknown): string => dump(value, { noRefs: true, lineWidth: -1 });

/** The texts of fields, by their JSON: clusters have many in common, and JSON takes a tenth of the time. */
const written = new Map<string, string>();
const MOST = 500;

/** In manifests, what differs between clusters is deeper than the first level. */
const PARTED = 'spec';

/** A mapping is the texts of its fields, one after the other. */
function fieldOf(key: string, value: unknown): string {
  const field = { [key]: value };
  const json = JSON.stringify(field);
  // What JSON cannot express is null, or missing.
  if (json === '{}' || json.includes('null')) return write(field);
  const known = written.get(json);
  if (known !== undefined) return known;
  const text = key === PARTED && isFilled(value) ? `${key}:\n${indented(toYaml(value))}` : write(field);
  if (written.size >= MOST) written.clear();
  written.set(json, text);
  return text;
}

/** An empty line may be a part of a text, and stays empty. */
const indented = (text: string): string => text.replace(/^(?!$)/gm, '  ');
