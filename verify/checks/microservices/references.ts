/** Checks that every Secret and ConfigMap that a pod needs exists, with the keys that the pod reads. */
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { holdsText, textsIn } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject, type KeyRef, titleOf } from '../../world/kubernetes';
import type { KeySource, Lookup } from '../../world/lookup';
import { isMaker, mayBeOfController } from '../../world/namespaces';
import { manifestReferences, partOf, type Reference } from './reference';
import { MICROSERVICES_RULES } from './rules';
import { scriptReferences } from './scripts';

export function checkReferences(world: World, lookup: Lookup): Finding[] {
  return lookup.pods.flatMap((pod) =>
    [...manifestReferences(pod), ...scriptReferences(pod, world)].flatMap((reference) => {
      const { place, object, namespace = '' } = pod.placed;
      // Where the manifests are applied, there may be more.
      if (!world.isOurs && (namespace === '' || world.incomplete?.has(place.file))) return [];
      const statement = mistakeOf(reference, namespace, world, lookup);
      if (!statement) return [];
      const finding = isUsers(reference.ref, world) || !world.isOurs ? warning : error;
      return [finding(place, statement, { ...aboutObject(object), part: partOf(reference) })];
    }),
  );
}

/** Whether the object is from the user's own values. */
const isUsers = ({ name }: KeyRef, { declared: { values } }: World): boolean => holdsText(values, name);

function mistakeOf({ ref, by, name }: Reference, namespace: string, world: World, lookup: Lookup): Statement | undefined {
  const { isOurs } = world;
  if (ref.optional) return undefined;
  const source = lookup.source(ref.kind, namespace, ref.name);
  if (!source && !isOurs && mayBeMade(ref.name, namespace, world)) return undefined;
  // A script reads from a volume, which is reported separately.
  if (!source) return by === 'script' ? undefined : noSuchObject(ref, namespace, lookup);
  if (ref.key === undefined || source.keys === 'any') return undefined;
  if (!source.keys.has(ref.key)) return noSuchKey(ref, [...source.keys], source);
  // If there is a key with the name of the variable, that key was probably meant.
  const isSwapped = isOurs && by === 'variable' && name !== undefined && name !== ref.key && source.keys.has(name);
  return isSwapped ? swappedKey(ref, name) : undefined;
}

/** Whether a controller may create a Secret or ConfigMap, because it is named after an object of its kinds, or such an object names it. */
const mayBeMade = (name: string, namespace: string, world: World): boolean =>
  mayBeOfController(name, namespace, world) ||
  world.objects.some(({ object }) => isMaker(object) && (object.metadata.name === name || textsIn(object.spec).includes(name)));

function noSuchObject({ kind, name }: KeyRef, namespace: string, lookup: Lookup): Statement {
  const elsewhere = lookup.namespacesOf(kind, name);
  const only = elsewhere.length > 0 ? `, only in ${listed(elsewhere)}` : '';
  const problem = `reads ${kind} ${name || '(no name)'}, which does not exist in namespace ${namespace}${only}`;
  return MICROSERVICES_RULES.says('no-such-object', problem, fixFor(name, lookup.names(kind, namespace), elsewhere.length > 0, namespace));
}

/** @param names the objects of that kind in the namespace */
function fixFor(name: string, names: readonly string[], isElsewhere: boolean, namespace: string): string {
  const meant = nearest(name, names);
  if (meant) return `use ${meant}`;
  if (isElsewhere) return `create it in ${namespace}`;
  return 'create it there, or correct the name';
}

function noSuchKey({ kind, name, key = '' }: KeyRef, known: readonly string[], { placed }: KeySource): Statement {
  const owner = placed && placed.object.kind !== kind ? titleOf(placed.object) : undefined;
  const fixes = [
    ...(known.length > 0 ? [`use ${nearest(key, known) ?? 'one of these'}`] : []),
    ...(owner ? [`add ${key} to ${owner}`] : []),
  ];
  const problem = `reads key ${key} of ${kind} ${name}, which has ${known.join(', ') || 'no keys'}`;
  return MICROSERVICES_RULES.says('no-such-key', problem, fixes.join(', or ') || `add ${key} to it`);
}

const swappedKey = ({ kind, name, key }: KeyRef, variable: string): Statement =>
  MICROSERVICES_RULES.says('swapped-key', `reads key ${key} of ${kind} ${name}, which also has a key ${variable}`, `use ${variable}`);
