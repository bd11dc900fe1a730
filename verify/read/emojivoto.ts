/** emojivoto's kustomization at its pinned commit, with the patches of an Application applied as kustomize does. */
import { applyPatch, type Operation } from 'rfc6902';
import { emojivoto } from '../../charts/emojivoto/release';
import { loadYaml } from '../../lib/helm/yaml';
import { at, isMap, listAt, mapAt, textAt } from '../../lib/yaml/parsed';
import type { Application, Manifest, Placed, Source } from '../stack';
import { nameOf, type Verdict } from '../verdict';
import { emojivotoObjects } from './emojivoto-objects';
import { isManifest } from './files';

export const isEmojivoto = ({ repository, path }: Source): boolean =>
  repository.replace(/(\.git)?\/?$/, '').toLowerCase() === emojivoto.repository.replace(/\.git$/, '').toLowerCase() &&
  path === emojivoto.path;

/** The objects that come out, and the patches that find no place. */
export function emojivotoOf(
  application: Application,
  source: Source,
  isOurs: boolean,
): { readonly objects: Placed[]; readonly verdicts: Verdict[]; readonly notJudged: string[] } {
  const { place } = application;
  const verdicts: Verdict[] = [];
  const notJudged: string[] = [];
  const wrong = (text: string) => verdicts.push({ severity: 'error', check: 'render', place, text });
  if (source.revision !== emojivoto.revision)
    verdicts.push({
      severity: isOurs ? 'error' : 'warning',
      check: 'render',
      place,
      text: `emojivoto is taken at ${source.revision || 'HEAD'}, of which only ${emojivoto.revision} is known here; pin that one`,
    });
  let objects: Manifest[] = structuredClone(emojivotoObjects());
  for (const patch of listAt(source.kustomize, 'patches')) {
    const target = mapAt(patch, 'target');
    const what = `the patch of ${textAt(target, 'kind') ?? 'everything'}${target.name ? ` ${target.name}` : ''}`;
    const operations = operationsIn(textAt(patch, 'patch') ?? '');
    if (operations === 'strategic merge') {
      notJudged.push(`${nameOf(place)}: what ${what} does, which is a strategic merge; only JSON patches are applied here`);
      continue;
    }
    const isHit = hitBy(target);
    if (!isHit) {
      wrong(`${what} has a target that is no regular expression; correct it`);
      continue;
    }
    if (!objects.some(isHit)) wrong(`${what} finds no such object in emojivoto; correct its target`);
    if (!operations) {
      wrong(`${what} is no list of JSON patch operations; write op, path and value`);
      continue;
    }
    const patched = objects.map((object) => (isHit(object) ? withOperations(object, operations) : object));
    const failed = patched.findIndex((result) => typeof result === 'string');
    if (failed === -1) objects = patched as Manifest[];
    else wrong(`${what} does not apply to ${objects[failed]?.metadata.name}: ${patched[failed]}; correct its path`);
  }
  for (const image of listAt(source.kustomize, 'images').map(String))
    if (!withImage(objects, image)) wrong(`the image ${image} takes the place of none in emojivoto; correct its name before the =`);
  return {
    verdicts,
    notJudged,
    objects: objects.map((object) => ({
      object,
      place,
      namespace: object.kind === 'Namespace' ? undefined : (object.metadata.namespace ?? application.destination.namespace),
      rendered: true,
      application: application.name,
    })),
  };
}

/** `old=new:tag`, as kustomize does it in every container. @returns whether there was one */
function withImage(objects: readonly Manifest[], image: string): boolean {
  const [old = '', now = old] = image.split('=');
  const nameOf = (text: string) => text.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const containers = objects.flatMap((object) => listAt(object, 'spec', 'template', 'spec', 'containers').filter(isMap));
  const hit = containers.filter((container) => nameOf(String(container.image)) === nameOf(old));
  for (const container of hit) {
    const tag = String(container.image).slice(nameOf(String(container.image)).length);
    container.image = nameOf(now) === now ? now + tag : now;
  }
  return hit.length > 0;
}

/** Whether an object is a patch's target; undefined where the target cannot be one. */
function hitBy(target: Readonly<Record<string, unknown>>): ((object: Manifest) => boolean) | undefined {
  const patterns: [string, RegExp][] = [];
  try {
    // kustomize takes each as a regular expression for the whole.
    for (const [key, wanted] of Object.entries(target)) if (wanted !== '') patterns.push([key, new RegExp(`^(?:${wanted})$`)]);
  } catch {
    return undefined;
  }
  return ({ apiVersion, kind, metadata }) => {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    const actual: Record<string, unknown> = { group, version, kind, name: metadata.name, namespace: metadata.namespace };
    return patterns.every(([key, pattern]) => !(key in actual) || pattern.test(String(actual[key] ?? '')));
  };
}

/** The object with a patch applied, or why that fails. */
function withOperations(object: Manifest, operations: readonly Operation[]): Manifest | string {
  const patched: Manifest = structuredClone(object);
  try {
    const failed = applyPatch(patched, structuredClone([...operations])).find((error) => error !== null);
    if (failed) return failed.message;
  } catch (error) {
    return (error as Error).message;
  }
  const isSound = isManifest(patched) && typeof at(patched, 'metadata', 'name') === 'string';
  return isSound ? patched : 'it would be no object with apiVersion, kind and metadata.name any more';
}

/** @returns undefined where it is neither */
function operationsIn(patch: string): readonly Operation[] | 'strategic merge' | undefined {
  try {
    const operations = loadYaml(patch);
    if (isMap(operations) && 'kind' in operations) return 'strategic merge';
    const isOperation = (value: unknown) => isMap(value) && typeof value.op === 'string' && typeof value.path === 'string';
    return Array.isArray(operations) && operations.length > 0 && operations.every(isOperation) ? operations : undefined;
  } catch {
    return undefined;
  }
}
