/** Applies the patches of an Application to emojivoto's kustomization at its pinned commit, as kustomize does. */
import { applyPatch, type Operation } from 'rfc6902';
import { emojivoto } from '../../charts/emojivoto/release';
import { error, type Finding, type Place, type Statement, warning } from '../../lib/findings/finding';
import { placeText } from '../../lib/findings/sentence';
import { loadYaml } from '../../lib/helm/yaml';
import { Remembered } from '../../lib/maps/remembered';
import { at, isMap, listAt, mapAt, textAt, textFrom } from '../../lib/yaml/parsed';
import { RENDER_RULES } from '../checks/render/rules';
import type { Application, ApplicationSource, Manifest } from '../stack';
import { namespaceOf } from '../world/kubernetes';
import type { Contents } from './contents';
import { emojivotoObjects } from './emojivoto-objects';
import { isManifest } from './files';

/** Whether a source is its kustomization, at GitHub or in a mirror, which has the same commit. */
export const isEmojivoto = ({ repository, path, revision }: ApplicationSource): boolean =>
  path === emojivoto.path && (plain(repository) === plain(emojivoto.repository) || revision === emojivoto.revision);

const plain = (repository: string): string => repository.replace(/(\.git)?\/?$/, '').toLowerCase();

/** The resulting objects, and mistakes in the patches. */
export function emojivotoOf(application: Application, source: ApplicationSource, isOurs: boolean): Partial<Contents> {
  const { place } = application;
  const { objects, mistakes, notJudged } = built.of(JSON.stringify(source.kustomize ?? {}), (text) => build(JSON.parse(text)));
  return {
    findings: [...revisionFindings(source, place, isOurs), ...mistakes.map((mistake) => error(place, mistake))],
    notJudged: notJudged.map((what) => `${placeText(place)}: ${what}`),
    objects: objects.map((object) => ({
      object,
      place,
      namespace: namespaceOf(object, application.destination.namespace),
      rendered: true,
      application: application.name,
    })),
  };
}

interface Built {
  readonly objects: readonly Manifest[];
  readonly mistakes: readonly Statement[];
  readonly notJudged: readonly string[];
}

/** By `kustomize` of the source: it is the same on both sides of most changes. */
const built = new Remembered<Built>(50);

function build(kustomize: unknown): Built {
  const notJudged: string[] = [];
  const mistakes: Statement[] = [];
  let objects: readonly Manifest[] = structuredClone(emojivotoObjects());
  for (const patch of listAt(kustomize, 'patches')) {
    const result = patched(objects, patch);
    objects = result.objects ?? objects;
    mistakes.push(...(result.mistakes ?? []));
    if (result.notJudged) notJudged.push(result.notJudged);
  }
  for (const image of listAt(kustomize, 'images').map(textFrom))
    if (!withImage(objects, image))
      mistakes.push(
        RENDER_RULES.says(
          'image-without-target',
          `the image replacement ${image} matches no image of emojivoto`,
          'correct the name before the =',
        ),
      );
  return { objects, mistakes, notJudged };
}

function revisionFindings({ revision }: ApplicationSource, place: Place, isOurs: boolean): Finding[] {
  if (revision === emojivoto.revision) return [];
  const problem = `reads emojivoto at ${revision || 'HEAD'}, but only ${emojivoto.revision} is supported`;
  const statement = RENDER_RULES.says('emojivoto-revision', problem, 'pin that revision');
  return [isOurs ? error(place, statement) : warning(place, statement)];
}

interface Patched {
  /** Undefined if they are unchanged. */
  readonly objects?: readonly Manifest[];
  readonly mistakes?: readonly Statement[];
  readonly notJudged?: string;
}

/** The objects with a patch of kustomize applied. */
function patched(objects: readonly Manifest[], patch: unknown): Patched {
  const target = mapAt(patch, 'target');
  const what = `the patch of ${textAt(target, 'kind') ?? 'everything'}${target.name ? ` ${target.name}` : ''}`;
  const content = patchIn(textAt(patch, 'patch') ?? '');
  if (content.kind === 'strategic merge') return { notJudged: `${what}, because it is a strategic merge; only JSON patches are supported` };
  const isHit = hitBy(target);
  if (!isHit)
    return { mistakes: [RENDER_RULES.says('patch-target', `${what} has a target that is not a valid regular expression`, 'correct it')] };
  const misses = objects.some(isHit)
    ? []
    : [RENDER_RULES.says('patch-target', `${what} matches no object of emojivoto`, 'correct its target')];
  if (content.kind === 'invalid') {
    const problem = `${what} is not a list of JSON patch operations`;
    return { mistakes: [...misses, RENDER_RULES.says('patch-operations', problem, 'use a list of items with op, path and value')] };
  }
  if (content.kind === 'delete') return { objects: objects.filter((object) => !isHit(object)), mistakes: misses };
  const results = objects.map((object) => (isHit(object) ? withOperations(object, content.operations) : { object }));
  const failed = results.findIndex((result) => 'failure' in result);
  const failure = results[failed];
  if (!failure || !('failure' in failure))
    return { objects: results.flatMap((result) => ('object' in result ? result.object : [])), mistakes: misses };
  const problem = `${what} does not apply to ${objects[failed]?.metadata.name}: ${failure.failure}`;
  return { mistakes: [...misses, RENDER_RULES.says('patch-operations', problem, 'correct its path')] };
}

/** Replaces `old=new:tag` in every container, as kustomize does. @returns whether any has that image */
function withImage(objects: readonly Manifest[], image: string): boolean {
  const [old = '', now = old] = image.split('=');
  const imageName = (text: string) => text.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const containers = objects.flatMap((object) => listAt(object, 'spec', 'template', 'spec', 'containers').filter(isMap));
  const hit = containers.filter((container) => imageName(textFrom(container.image)) === imageName(old));
  for (const container of hit) {
    const tag = textFrom(container.image).slice(imageName(textFrom(container.image)).length);
    container.image = imageName(now) === now ? now + tag : now;
  }
  return hit.length > 0;
}

/** A function that tells whether a patch is for an object; undefined if its target is invalid. */
function hitBy(target: Readonly<Record<string, unknown>>): ((object: Manifest) => boolean) | undefined {
  const patterns: [string, RegExp][] = [];
  try {
    // kustomize matches each field as a regular expression against the whole value.
    for (const [key, wanted] of Object.entries(target)) if (wanted !== '') patterns.push([key, new RegExp(`^(?:${textFrom(wanted)})$`)]);
  } catch {
    return undefined;
  }
  return ({ apiVersion, kind, metadata }) => {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    const actual: Record<string, unknown> = { group, version, kind, name: metadata.name, namespace: metadata.namespace };
    return patterns.every(([key, pattern]) => !Object.hasOwn(actual, key) || pattern.test(String(actual[key] ?? '')));
  };
}

/** An object with a patch applied, or why that fails. */
function withOperations(object: Manifest, operations: readonly Operation[]): { readonly object: Manifest } | { readonly failure: string } {
  const changed: Manifest = structuredClone(object);
  try {
    const failed = applyPatch(changed, structuredClone([...operations])).find((result) => result !== null);
    if (failed) return { failure: failed.message };
  } catch (thrown) {
    return { failure: (thrown as Error).message };
  }
  const isSound = isManifest(changed) && typeof at(changed, 'metadata', 'name') === 'string';
  return isSound ? { object: changed } : { failure: 'the result has no apiVersion, kind or metadata.name' };
}

type Patch =
  | { readonly kind: 'operations'; readonly operations: readonly Operation[] }
  | { readonly kind: 'delete' }
  | { readonly kind: 'strategic merge' }
  | { readonly kind: 'invalid' };

function patchIn(text: string): Patch {
  try {
    const content = loadYaml(text);
    if (isMap(content) && content.$patch === 'delete') return { kind: 'delete' };
    if (isMap(content) && 'kind' in content) return { kind: 'strategic merge' };
    return areOperations(content) ? { kind: 'operations', operations: content } : { kind: 'invalid' };
  } catch {
    return { kind: 'invalid' };
  }
}

const areOperations = (value: unknown): value is readonly Operation[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => isMap(item) && typeof item.op === 'string' && typeof item.path === 'string');
