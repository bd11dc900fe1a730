/** Reads Applications as Argo CD does: their sources and values. */
import picomatch from 'picomatch';
import type { Statement } from '../../lib/findings/finding';
import { Remembered } from '../../lib/maps/remembered';
import { at, isMap, listAt, mapAt, textAt, textFrom } from '../../lib/yaml/parsed';
import { RENDER_RULES } from '../checks/render/rules';
import type { Application, ApplicationSource, Placed } from '../stack';
import { LayeredValues } from './values';

export function applicationOf({ object, place }: Placed): Application {
  const { spec } = object;
  const single = at(spec, 'source');
  // With `sources`, Argo CD ignores `source`.
  const sources = listAt(spec, 'sources').length > 0 ? listAt(spec, 'sources') : single === undefined ? [] : [single];
  return {
    name: object.metadata.name,
    project: textAt(spec, 'project') ?? '',
    destination: {
      namespace: textAt(spec, 'destination', 'namespace') ?? '',
      server: textAt(spec, 'destination', 'server') || undefined,
      name: textAt(spec, 'destination', 'name') || undefined,
    },
    sources: sources.map(sourceOf),
    syncOptions: listAt(spec, 'syncPolicy', 'syncOptions').map(textFrom),
    manifest: object,
    place,
  };
}

function sourceOf(source: unknown): ApplicationSource {
  const part = (key: string) => (isMap(at(source, key)) ? mapAt(source, key) : undefined);
  return {
    repository: textAt(source, 'repoURL') ?? '',
    revision: textAt(source, 'targetRevision') ?? '',
    // Argo CD treats an empty string as absent.
    chart: textAt(source, 'chart') || undefined,
    path: textAt(source, 'path') || undefined,
    ref: textAt(source, 'ref') || undefined,
    helm: part('helm'),
    kustomize: part('kustomize'),
    directory: part('directory'),
    plugin: at(source, 'plugin'),
  };
}

/** A values file of a source: its text, a mistake, or why it is not judged. */
export type ValuesFileContent = { readonly text: string } | { readonly mistake: Statement } | { readonly notJudged: string };

/** Reads a values file by its name in `valueFiles`; undefined if it does not exist. */
export type ReadValuesFile = (file: string) => ValuesFileContent | undefined;

export interface SourceValues {
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Statement[];
  /** What could not be judged, and why, one phrase per item. */
  readonly notJudged: readonly string[];
}

/**
 * The Helm values of a source in the order of Argo CD: values files, then `valuesObject` or else `values`, then `parameters`
 * (docs/user-guide/helm.md).
 */
export function valuesOfSource({ helm = {} }: ApplicationSource, readFile: ReadValuesFile): SourceValues {
  const layers = new LayeredValues();
  const notJudged = listAt(helm, 'valueFiles').flatMap((file) => addFile(layers, textFrom(file), readFile, helm));
  if (isMap(helm.valuesObject)) layers.add(helm.valuesObject);
  else if (typeof helm.values === 'string') layers.addText(helm.values, 'helm.values');
  for (const parameter of listAt(helm, 'parameters')) addParameter(layers, parameter);
  const files = listAt(helm, 'fileParameters').map((parameter) => textAt(parameter, 'name') ?? '');
  if (files.length > 0) notJudged.push(`helm.fileParameters ${files.join(', ')}, whose values are the content of files`);
  return { values: layers.values, mistakes: layers.mistakes, notJudged };
}

/** @returns why the file is not judged, if it is not */
function addFile(layers: LayeredValues, file: string, readFile: ReadValuesFile, helm: NonNullable<ApplicationSource['helm']>): string[] {
  const read = readFile(file);
  if (read && 'notJudged' in read) return [read.notJudged];
  if (read && 'text' in read) layers.addText(read.text, `values file ${file}`);
  else if (read) layers.mistakes.push(read.mistake);
  else if (helm.ignoreMissingValueFiles !== true)
    layers.mistakes.push(
      RENDER_RULES.says('no-such-values-file', `values file ${file} does not exist`, 'add it, or remove it from valueFiles'),
    );
  return [];
}

function addParameter(layers: LayeredValues, parameter: unknown): void {
  const [name, value] = [textAt(parameter, 'name') ?? '', textAt(parameter, 'value') ?? ''];
  // The value may be a credential, so it is never printed.
  if (/\$\{?\w/.test(value)) {
    const problem = `parameter ${name} contains $ and a name, which Argo CD replaces with nothing`;
    layers.mistakes.push(RENDER_RULES.says('variable-in-parameter', problem, 'set it in helm.values'));
  }
  layers.set(name, value, at(parameter, 'forceString') === true);
}

const globs = new Remembered<picomatch.Matcher>(1000);
const globOf = (pattern: string): picomatch.Matcher => picomatch(pattern, { bash: true });

/** Whether a directory source reads a file: YAML and JSON in the folder itself, with `recurse` also below it. */
export function isRead(source: ApplicationSource, file: string): boolean {
  const { directory = {} } = source;
  if (!/\.(ya?ml|json)$/.test(file)) return false;
  if (directory.recurse !== true && file.includes('/')) return false;
  const matches = (pattern: unknown) => typeof pattern === 'string' && pattern !== '' && globs.of(pattern, globOf)(file);
  return !matches(directory.exclude) && (!directory.include || matches(directory.include));
}
