/** The values that a template reads, itself or by what it includes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chartInfo } from '../../lib/helm/dependencies';
import { at, leavesOf, type Path } from '../../lib/yaml/parsed';
import { templatesBelow } from './template-names';
import { nameOfPath } from './value-path';

/**
 * The texts among the values that a template reads: only text can make its output invalid YAML.
 * @param file the template in the message of Helm: `tempo/templates/service.yaml`, `tempo/charts/minio/templates/service.yaml`
 * @param folder the unpacked chart
 * @param values the values to look at, without the defaults of the chart
 */
export function textsReadBy(file: string, folder: string, values: unknown): Path[] {
  const [, ...steps] = file.split('/');
  const { folder: chart, template, above } = chartOf(steps, folder);
  const text = textOf(path.join(chart, ...template));
  const read = [text, ...includedBy(text, definitionsIn(chart))].flatMap((each) => [...each.matchAll(/\.Values\.([\w.]*\w)/g)]);
  const names = read.flatMap(([, name = '']) => placesOf(name.split('.'), above));
  const leaves = names.flatMap((name) => leavesOf(at(values, ...name), name));
  const texts = leaves.filter(([, value]) => typeof value === 'string' && value !== '').map(([leaf]) => leaf);
  return [...new Map(texts.map((each) => [nameOfPath(each), each])).values()];
}

interface TemplateOfChart {
  /** Of the chart or subchart. */
  readonly folder: string;
  /** The path of the template there. */
  readonly template: readonly string[];
  /** Where the values of a subchart are. */
  readonly above: readonly string[];
}

/** Helm names a subchart by its alias. */
function chartOf(steps: readonly string[], folder: string, above: readonly string[] = []): TemplateOfChart {
  const [first, name = '', ...rest] = steps;
  if (first !== 'charts') return { folder, template: steps, above };
  const real = chartInfo(folder).dependencies.find(({ alias }) => alias === name)?.name ?? name;
  return chartOf(rest, path.join(folder, 'charts', real), [...above, name]);
}

/** Every subchart has the global values of the whole chart, too. */
const placesOf = (name: readonly string[], above: readonly string[]): (readonly string[])[] => [
  [...above, ...name],
  ...(name[0] === 'global' && above.length > 0 ? [name] : []),
];

/** Empty for a file that is not there, such as one of a subchart in an archive. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The texts of the named templates of the chart and of its subcharts, such as a library, by name. */
function definitionsIn(folder: string): ReadonlyMap<string, string> {
  return new Map(
    templatesBelow(folder).flatMap((file) =>
      textOf(file)
        .split(/(?=\{\{-?\s*define\s)/)
        .flatMap((part): [string, string][] => {
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
