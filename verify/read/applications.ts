/** Argo CD's Applications as it reads them: what they install, from where, with which values. */
import picomatch from 'picomatch';
import { at, isMap, listAt, mapAt, textAt } from '../../lib/yaml/parsed';
import type { Application, Placed, Source } from '../stack';
import { mergeValues, valuesIn, WrongParameter, withParameter } from './values';

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
      server: textAt(spec, 'destination', 'server'),
      name: textAt(spec, 'destination', 'name'),
    },
    sources: sources.map(sourceOf),
    syncOptions: listAt(spec, 'syncPolicy', 'syncOptions').map(String),
    manifest: object,
    place,
  };
}

function sourceOf(source: unknown): Source {
  const part = (key: string) => (isMap(at(source, key)) ? mapAt(source, key) : undefined);
  return {
    repository: textAt(source, 'repoURL') ?? '',
    revision: textAt(source, 'targetRevision') ?? '',
    // What is empty is not there.
    chart: textAt(source, 'chart') || undefined,
    path: textAt(source, 'path') || undefined,
    ref: textAt(source, 'ref') || undefined,
    helm: part('helm'),
    kustomize: part('kustomize'),
    directory: part('directory'),
    plugin: at(source, 'plugin'),
  };
}

/** A values file that cannot be taken: `what is wrong; what to do`, or why it is not judged. */
export type Untaken = { readonly mistake: string } | { readonly notJudged: string };

/** A values file that a source names, by its path: its text, or undefined where it is not there. */
export type ReadValuesFile = (file: string) => string | Untaken | undefined;

export interface SourceValues {
  readonly values: Readonly<Record<string, unknown>>;
  /** `what is wrong; what to do`, each */
  readonly mistakes: readonly string[];
  readonly notJudged: readonly string[];
}

/**
 * The Helm values of a source, by Argo CD's order: values files, then `values` or else `valuesObject` in its place, then
 * `parameters` (docs/user-guide/helm.md).
 */
export function valuesOf({ helm = {} }: Source, readFile: ReadValuesFile): SourceValues {
  const mistakes: string[] = [];
  const notJudged: string[] = [];
  let values: Readonly<Record<string, unknown>> = {};
  const add = (text: string, what: string) => {
    const content = valuesIn(text, what);
    if (typeof content === 'string') mistakes.push(content);
    else values = mergeValues(values, content);
  };
  for (const file of listAt(helm, 'valueFiles').map(String)) {
    const read = readFile(file);
    if (typeof read === 'string') add(read, `values file ${file}`);
    else if (read && 'mistake' in read) mistakes.push(read.mistake);
    else if (read) notJudged.push(read.notJudged);
    else if (helm.ignoreMissingValueFiles !== true) mistakes.push(`values file ${file} is not there; add it, or remove its name`);
  }
  if (isMap(helm.valuesObject)) values = mergeValues(values, helm.valuesObject);
  else if (typeof helm.values === 'string') add(helm.values, 'helm.values');
  for (const parameter of listAt(helm, 'parameters')) {
    const [name, value] = [textAt(parameter, 'name') ?? '', textAt(parameter, 'value') ?? ''];
    // The value may be a credential, and is told to nobody.
    if (/\$\{?\w/.test(value))
      mistakes.push(`parameter ${name} holds $ and a name, which Argo CD replaces by nothing; write it in helm.values`);
    try {
      values = withParameter(values, name, value, at(parameter, 'forceString') === true);
    } catch (error) {
      if (!(error instanceof WrongParameter)) throw error;
      mistakes.push(error.message);
    }
  }
  const files = listAt(helm, 'fileParameters').map((parameter) => textAt(parameter, 'name') ?? '');
  if (files.length > 0) notJudged.push(`helm.fileParameters ${files.join(', ')}, which take the content of files`);
  return { values, mistakes, notJudged };
}

/** Which files a directory source reads: YAML and JSON of the folder itself, or of all below with `recurse`. */
export function isRead(source: Source, file: string): boolean {
  const { directory = {} } = source;
  if (!/\.(ya?ml|json)$/.test(file)) return false;
  if (directory.recurse !== true && file.includes('/')) return false;
  const matches = (pattern: unknown) => typeof pattern === 'string' && pattern !== '' && picomatch.isMatch(file, pattern, { bash: true });
  return !matches(directory.exclude) && (!directory.include || matches(directory.include));
}
