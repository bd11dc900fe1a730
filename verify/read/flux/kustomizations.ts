/** The Kustomizations of Flux: what they change in the objects that they apply. */
import path from 'node:path';
import { placeText } from '../../../lib/findings/sentence';
import { loadYaml } from '../../../lib/helm/yaml';
import { at, isMap, listAt, mapAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';
import { groupOf, isClusterKind } from '../../world/kubernetes';
import { isKustomization, type ManifestFile, manifestsIn, placedIn } from '../files';
import { belowFolder } from '../inside';
import { dataOf, named } from './named';
import { Variables } from './variables';

/** Files as Flux applies them. */
export interface FluxFiles {
  readonly files: readonly ManifestFile[];
  /** What could not be judged, and why, one phrase per item. */
  readonly notJudged: readonly string[];
}

/** A Kustomization with the folder that it applies. */
interface Applied {
  readonly placed: Placed;
  /** Relative to the folder of the manifests. */
  readonly below: string;
}

const isFluxKustomization = ({ object }: Placed): boolean =>
  object.kind === 'Kustomization' && groupOf(object) === 'kustomize.toolkit.fluxcd.io';

/** The folders that Kustomizations apply, relative to the folder of the manifests. */
export const appliedFolders = (folder: string, files: readonly ManifestFile[]): string[] =>
  located(folder, files.flatMap(placedIn).filter(isFluxKustomization)).map(({ below }) => below);

/** @param folder the folder of the manifests @param files its manifests, with the output of kustomize as one file per folder */
export function asFluxApplies(folder: string, files: readonly ManifestFile[]): FluxFiles {
  const objects = files.flatMap(placedIn);
  const all = objects.filter(isFluxKustomization);
  const applied = located(folder, all);
  const notJudged = all
    .filter((placed) => !applied.some((other) => other.placed === placed))
    .map((placed) => `${placeText(placed.place)}: ${sourceText(placed)}, which is not among these manifests`);
  const patched = all.map(patchedPostBuild).flatMap((each) => each ?? []);
  const isSubstituting = patched.length > 0 || all.some(({ object }) => isMap(at(object, 'spec', 'postBuild')));
  const changed = files.map((file) => {
    const [nearest] = applied.filter(({ below }) => isIn(file, below)).sort((a, b) => b.below.length - a.below.length);
    // A Kustomization of a higher folder does not apply a kustomization that it does not include.
    const isApplied =
      nearest && (!isKustomization(file.path) || path.posix.join(nearest.below, path.posix.basename(file.path)) === file.path);
    const change = { ...(nearest && changeOf(nearest.placed, objects, patched)) };
    if (!isApplied) change.variables ??= openVariables(file, isSubstituting);
    return { file: changedFile(file, change), variables: change.variables, by: nearest ? placeText(nearest.placed.place) : file.printed };
  });
  return {
    files: changed.map(({ file }) => file),
    notJudged: [...notJudged, ...all.flatMap(unsupported), ...unknownIn(changed)],
  };
}

const isIn = ({ path: file }: ManifestFile, below: string): boolean => below === '' || file.startsWith(`${below}/`);

/** Those whose path is in the folder. Most of them read the repository of the folder; a path of another one is elsewhere. */
function located(folder: string, all: readonly Placed[]): Applied[] {
  const found = all.flatMap((placed): Applied[] => {
    const below = belowFolder(folder, textAt(placed.object, 'spec', 'path') ?? '');
    return below === undefined ? [] : [{ placed, below: path.posix.normalize(below) === '.' ? '' : path.posix.normalize(below) }];
  });
  const counts = new Map<string, number>();
  for (const { placed } of found.filter(({ below }) => below !== '')) counts.set(sourceOf(placed), (counts.get(sourceOf(placed)) ?? 0) + 1);
  const [home] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return found.filter(({ placed, below }) => below !== '' || sourceOf(placed) === home);
}

const sourceOf = ({ object }: Placed): string =>
  `${textAt(object, 'spec', 'sourceRef', 'kind') ?? 'GitRepository'} ${textAt(object, 'spec', 'sourceRef', 'name') ?? ''}`;

const sourceText = (placed: Placed): string => `path ${textAt(placed.object, 'spec', 'path') ?? './'} of ${sourceOf(placed)}`;

interface Change {
  readonly targetNamespace?: string;
  readonly variables?: Variables | undefined;
}

/**
 * What a Kustomization patches into others as their `spec.postBuild`. A usual root Kustomization does so for all that it applies.
 * @returns undefined if it does not
 */
function patchedPostBuild({ object }: Placed): PostBuild | undefined {
  const patches = listAt(object, 'spec', 'patches').flatMap((patch) => textAt(patch, 'patch') ?? []);
  const [patch] = patches.filter((text) => text.includes('postBuild'));
  if (patch === undefined) return undefined;
  try {
    return { from: object, fields: mapAt(loadYaml(patch), 'spec', 'postBuild') };
  } catch {
    return { from: object, fields: {} };
  }
}

interface PostBuild {
  readonly from: Manifest;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** @param patched what other Kustomizations may patch into it */
function changeOf({ object, namespace }: Placed, objects: readonly Placed[], patched: readonly PostBuild[]): Change {
  const others = patched.filter(({ from }) => from !== object);
  const values = new Map<string, string>();
  const all = [...others.map(({ fields }) => fields), mapAt(object, 'spec', 'postBuild')];
  for (const source of all.flatMap((fields) => listAt(fields, 'substituteFrom'))) {
    const reference = { kind: textAt(source, 'kind') ?? 'ConfigMap', name: textAt(source, 'name') ?? '', namespace };
    const found = named(objects, reference);
    const data = found && dataOf(found);
    if (data && data !== 'encrypted') for (const [key, value] of data) values.set(key, value);
  }
  for (const fields of all) for (const [key, value] of Object.entries(mapAt(fields, 'substitute'))) values.set(key, textFrom(value));
  // Without any variable, Flux leaves the objects as they are.
  const isSubstituted = values.size > 0 || others.length > 0 || all.some((fields) => listAt(fields, 'substituteFrom').length > 0);
  return {
    ...(textAt(object, 'spec', 'targetNamespace') && { targetNamespace: textAt(object, 'spec', 'targetNamespace') }),
    ...(isSubstituted && { variables: new Variables(values) }),
  };
}

/**
 * The variables of a file whose Kustomization is not in the folder: all that no process of the file has, because Tempo itself expands
 * those of its environment.
 * @param isSubstituting whether Kustomizations of the folder substitute variables
 * @returns undefined if the file is not for Flux
 */
function openVariables({ documents, text }: ManifestFile, isSubstituting: boolean): Variables | undefined {
  if (!isSubstituting && !manifestsIn(documents).some((object) => groupOf(object) === 'helm.toolkit.fluxcd.io')) return undefined;
  const names = [...new Set([...text.matchAll(/\$\{([A-Za-z_]\w*)/g)].map(([, name = '']) => name))];
  const kept = names.filter((name) => new RegExp(`\\bname:\\s*["']?${name}\\b`).test(text));
  return names.length > kept.length || text.includes('$${') ? new Variables(new Map(), new Set(kept)) : undefined;
}

function changedFile(file: ManifestFile, { targetNamespace, variables }: Change): ManifestFile {
  if (targetNamespace === undefined && !variables) return file;
  const objects = manifestsIn(file.documents);
  // A file of values or of another tool stays as it is.
  if (objects.length === 0) return file;
  return { ...file, documents: objects.map((object) => inNamespace(substituted(object, variables), targetNamespace)) };
}

const SWITCH = 'kustomize.toolkit.fluxcd.io/substitute';

function substituted(object: Manifest, variables: Variables | undefined): Manifest {
  const isOff = [object.metadata.annotations, object.metadata.labels].some((each) => isMap(each) && at(each, SWITCH) === 'disabled');
  return variables && !isOff ? (variables.in(object) as Manifest) : object;
}

const inNamespace = (object: Manifest, namespace: string | undefined): Manifest =>
  namespace === undefined || isClusterKind(object) ? object : { ...object, metadata: { ...object.metadata, namespace } };

/** What a Kustomization does that is not done here. */
function unsupported({ object, place }: Placed): string[] {
  const fields = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'images', 'components', 'namePrefix', 'nameSuffix'];
  const used = fields.filter((field) => listAt(object, 'spec', field).length > 0 || textAt(object, 'spec', field));
  return used.length > 0 ? [`${placeText(place)}: the ${used.join(', ')} of this Kustomization`] : [];
}

/** The maximum number of variables to name. */
const NAMED = 5;

function unknownIn(changed: readonly { readonly variables?: Variables; readonly by: string }[]): string[] {
  const unknown = new Map<string, Set<string>>();
  for (const { variables, by } of changed)
    for (const name of variables?.unknown ?? []) unknown.set(by, (unknown.get(by) ?? new Set()).add(name));
  const says = (by: string, all: ReadonlySet<string>) => {
    const more = all.size > NAMED ? ` and ${all.size - NAMED} more` : '';
    return `${by}: what depends on ${[...all].slice(0, NAMED).join(', ')}${more}, because these manifests have no value for it`;
  };
  const [first] = unknown.keys();
  if (first === undefined || unknown.size <= NAMED) return [...unknown].map(([by, names]) => says(by, names));
  return [says(`${first} and ${unknown.size - 1} more`, new Set([...unknown.values()].flatMap((names) => [...names])))];
}
