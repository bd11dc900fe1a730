/** The values that a template reads, itself or by what it includes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { namesIn } from '../../lib/files/plain-file';
import { at, leavesOf, type Path } from '../../lib/yaml/parsed';
import { nameOfPath } from './value-path';

/**
 * The texts among the values that a template reads: only text can make its output invalid YAML.
 * @param file the template in the message of Helm: `tempo/templates/service.yaml`
 * @param folder the unpacked chart
 * @param values the values to look at, without the defaults of the chart
 */
export function textsReadBy(file: string, folder: string, values: unknown): Path[] {
  const [, ...steps] = file.split('/');
  const text = textOf(path.join(folder, ...steps));
  const read = [text, ...includedBy(text, definitionsIn(folder))].flatMap((each) => [...each.matchAll(/\.Values\.([\w.]*\w)/g)]);
  const leaves = read.flatMap(([, name = '']) => leavesOf(at(values, ...name.split('.')), name.split('.')));
  const texts = leaves.filter(([, value]) => typeof value === 'string' && value !== '').map(([leaf]) => leaf);
  return [...new Map(texts.map((each) => [nameOfPath(each), each])).values()];
}

/** Empty for a file that is not there, such as one of a subchart in an archive. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The texts of the named templates of the chart, by name. */
function definitionsIn(folder: string): ReadonlyMap<string, string> {
  const templates = path.join(folder, 'templates');
  const texts = namesIn(templates).flatMap((name) => (name.endsWith('.tpl') ? textOf(path.join(templates, name)) : []));
  return new Map(
    texts.flatMap((text) =>
      text.split(/(?=\{\{-?\s*define\s)/).flatMap((part): [string, string][] => {
        const [, name] = /^\{\{-?\s*define\s+"([^"]+)"/.exec(part) ?? [];
        return name === undefined ? [] : [[name, part]];
      }),
    ),
  );
}

function includedBy(text: string, definitions: ReadonlyMap<string, string>, seen = new Set<string>()): string[] {
  return [...text.matchAll(/\b(?:include|template)\s+"([^"]+)"/g)].flatMap(([, name = '']) => {
    const definition = definitions.get(name);
    if (definition === undefined || seen.has(name)) return [];
    seen.add(name);
    return [definition, ...includedBy(definition, definitions, seen)];
  });
}
