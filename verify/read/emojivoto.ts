/** emojivoto's kustomization at its pinned commit, with the patches of an Application applied as kustomize does. */
import { load } from 'js-yaml';
import { applyPatch, type Operation } from 'rfc6902';
import { emojivotoObjects } from '../../charts/emojivoto/objects';
import { emojivoto } from '../../charts/emojivoto/release';
import { listAt, mapAt, textAt } from '../../lib/dig';
import { isMap } from '../../lib/is-map';
import type { Application, Manifest, Placed, Source } from '../stack';
import type { Verdict } from '../verdict';

export const isEmojivoto = ({ repository, path }: Source): boolean =>
  repository.replace(/(\.git)?\/?$/, '').toLowerCase() === emojivoto.repository.replace(/\.git$/, '').toLowerCase() &&
  path === emojivoto.path;

/** The objects that come out, and the patches that find no place. */
export function emojivotoOf(
  application: Application,
  source: Source,
  isOurs: boolean,
): { readonly objects: Placed[]; readonly verdicts: Verdict[] } {
  const { place } = application;
  const verdicts: Verdict[] = [];
  const wrong = (text: string) => verdicts.push({ severity: 'error', check: 'render', place, text });
  if (source.revision !== emojivoto.revision)
    verdicts.push({
      severity: isOurs ? 'error' : 'warning',
      check: 'render',
      place,
      text: `emojivoto is taken at ${source.revision || 'HEAD'}, of which only ${emojivoto.revision} is known here; pin that one`,
    });
  const objects: Manifest[] = structuredClone(emojivotoObjects());
  for (const patch of listAt(source.kustomize, 'patches')) {
    const target = mapAt(patch, 'target');
    const hit = objects.filter((object) => isTarget(object, target));
    const what = `the patch of ${textAt(target, 'kind') ?? 'everything'}${target.name ? ` ${target.name}` : ''}`;
    if (hit.length === 0) wrong(`${what} finds no such object in emojivoto; correct its target`);
    const operations = operationsIn(textAt(patch, 'patch') ?? '');
    if (!operations) wrong(`${what} is no list of JSON patch operations; write op, path and value`);
    for (const object of operations ? hit : []) {
      const failed = applyPatch(object, structuredClone(operations as Operation[])).find((error) => error !== null);
      if (!failed) continue;
      wrong(`${what} does not apply to ${object.metadata.name}: ${failed.message}; correct its path`);
      break;
    }
  }
  for (const image of listAt(source.kustomize, 'images').map(String))
    if (!withImage(objects, image)) wrong(`the image ${image} takes the place of none in emojivoto; correct its name before the =`);
  return {
    verdicts,
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

function isTarget({ apiVersion, kind, metadata }: Manifest, target: Readonly<Record<string, unknown>>): boolean {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const actual: Record<string, unknown> = { group, version, kind, name: metadata.name, namespace: metadata.namespace };
  // kustomize takes each as a regular expression for the whole.
  return Object.entries(target).every(
    ([key, wanted]) => !(key in actual) || wanted === '' || new RegExp(`^(?:${wanted})$`).test(String(actual[key] ?? '')),
  );
}

function operationsIn(patch: string): unknown[] | undefined {
  try {
    const operations = load(patch);
    return Array.isArray(operations) && operations.length > 0 ? operations : undefined;
  } catch {
    return undefined;
  }
}
