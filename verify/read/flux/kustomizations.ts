/** The Kustomizations of Flux: what they change in the objects that they apply. */
import path from 'node:path';
import { placeText } from '../../../lib/findings/sentence';
import { at, isMap, listAt, mapAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';
import { groupOf, isClusterKind } from '../../world/kubernetes';
import { type ManifestFile, manifestsIn, placedIn } from '../files';
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

export const isFluxKustomization = ({ object }: Placed): boolean =>
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
  const changed = files.map((file) => {
    const [nearest] = applied.filter(({ below }) => isIn(file, below)).sort((a, b) => b.below.length - a.below.length);
    const change = nearest ? changeOf(nearest.placed, objects) : isForKustomization(file) ? { variables: new Variables(new Map()) } : {};
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
  readonly variables?: Variables;
}

function changeOf({ object, namespace }: Placed, objects: readonly Placed[]): Change {
  const postBuild = mapAt(object, 'spec', 'postBuild');
  const values = new Map<string, string>();
  for (const source of listAt(postBuild, 'substituteFrom')) {
    const reference = { kind: textAt(source, 'kind') ?? 'ConfigMap', name: textAt(source, 'name') ?? '', namespace };
    const found = named(objects, reference);
    const data = found && dataOf(found);
    if (data && data !== 'encrypted') for (const [key, value] of data) values.set(key, value);
  }
  for (const [key, value] of Object.entries(mapAt(postBuild, 'substitute'))) values.set(key, textFrom(value));
  // Without any variable, Flux leaves the objects as they are.
  const isSubstituted = values.size > 0 || listAt(postBuild, 'substituteFrom').length > 0;
  return {
    ...(textAt(object, 'spec', 'targetNamespace') && { targetNamespace: textAt(object, 'spec', 'targetNamespace') }),
    ...(isSubstituted && { variables: new Variables(values) }),
  };
}

/**
 * Whether a file has variables for a Kustomization that is not in the folder: escaped ones, or such that no process has. Tempo itself
 * expands those of its environment.
 */
function isForKustomization({ documents, text }: ManifestFile): boolean {
  if (!manifestsIn(documents).some((object) => groupOf(object) === 'helm.toolkit.fluxcd.io')) return false;
  const names = [...text.matchAll(/\$\{([A-Za-z_]\w*)/g)].map(([, name]) => name);
  return text.includes('$${') || (names.length > 0 && !names.some((name) => new RegExp(`\\bname:\\s*["']?${name}\\b`).test(text)));
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
  return [...unknown].map(([by, names]) => {
    const more = names.size > NAMED ? ` and ${names.size - NAMED} more` : '';
    return `${by}: what depends on ${[...names].slice(0, NAMED).join(', ')}${more}, because these manifests have no value for it`;
  });
}
