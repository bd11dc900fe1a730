/** Every Secret and ConfigMap that a pod cannot start without is there, with the keys that are read of it. */

import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { holdsText } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { nameOf, type Verdict } from '../../verdict';
import { type Container, type KeyRef, type Pod, titleOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { SCRIPT, scriptRefs } from './scripts';

/** Something that a pod reads of a Secret or ConfigMap. */
export interface Reference {
  readonly ref: KeyRef;
  /** `variable NAME`, `volume NAME`. */
  readonly what: string;
  readonly container?: string;
  /** The variable that takes it. */
  readonly variable?: string;
}

interface Missing extends Reference {
  readonly pod: Pod;
  readonly problem: string;
}

export function references(world: World, lookup: Lookup): Verdict[] {
  const missing = lookup.pods.flatMap((pod) =>
    [...refsOf(pod), ...scriptRefs(pod, world)].flatMap((reference): Missing[] => {
      const problem = problemOf(reference, pod, lookup, world);
      return problem ? [{ ...reference, pod, problem }] : [];
    }),
  );
  const groups = new Map<string, Missing[]>();
  for (const one of missing) {
    const key = JSON.stringify([nameOf(one.pod.placed.place), one.problem]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group): Verdict[] => {
    const [first] = group;
    if (!first) return [];
    const isUsers = [world.declared.values.tempo, world.declared.values.traefik].some((values) => holdsText(values, first.ref.name));
    const severity = isUsers || !world.isOurs ? 'warning' : 'error';
    return [{ severity, check: 'microservices', place: first.pod.placed.place, text: `${subject(group, first)} ${first.problem}` }];
  });
}

/** `Deployment tempo-querier: variable NAME of container querier`, or several workloads and what all of them have. */
function subject(group: readonly Missing[], { pod, what, container }: Missing): string {
  if (group.length === 1) return `${titleOf(pod.placed.object)}: ${what}${container ? ` of container ${container}` : ''}`;
  const workloads = [...new Set(group.map((one) => one.pod.placed.object.metadata.name))];
  const whats = [...new Set(group.map((one) => one.what))];
  return `${listed(workloads)}: ${whats.length > 1 ? `each of ${listed(whats)}` : what}`;
}

function refsOf({ containers, volumes }: Pod): Reference[] {
  return [
    ...containers.flatMap(({ name, env, envFrom }: Container) => [
      ...env.flatMap(({ name: variable, from }) => (from ? [{ ref: from, what: `variable ${variable}`, container: name, variable }] : [])),
      ...envFrom.map((ref) => ({ ref, what: 'envFrom', container: name })),
    ]),
    ...volumes.flatMap(({ keys, volume, ...ref }) =>
      (keys.length > 0 ? keys : [undefined]).map((key) => ({ ref: { ...ref, key }, what: `volume ${volume}` })),
    ),
  ];
}

function problemOf({ ref, variable, what }: Reference, { placed }: Pod, lookup: Lookup, world: World): string | undefined {
  const { kind, name, key, optional } = ref;
  if (optional) return undefined;
  const namespace = placed.namespace ?? '';
  const source = lookup.source(kind, namespace, name);
  // The volume that a script reads from says so itself.
  if (!source && what === SCRIPT) return undefined;
  if (!source) {
    const names = lookup.names(kind, namespace);
    const meant = nearest(name, names);
    const elsewhere = lookup.namespacesOf(kind, name);
    const wayOut = meant
      ? `write ${meant}`
      : elsewhere.length > 0
        ? `it is in namespace ${listed(elsewhere)}, so have it made in ${namespace}`
        : names.length > 0
          ? `have it made there, or write ${names.length > 1 ? `one of ${names.join(', ')}` : names[0]}`
          : 'correct the name, or have it made there';
    return `reads ${kind} ${name || '(of no name)'}, which nothing makes in namespace ${namespace}; ${wayOut}`;
  }
  if (key === undefined || source.keys === 'any') return undefined;
  const known = [...source.keys];
  const by = source.placed && source.placed.object.kind !== kind ? `, or make it in ${titleOf(source.placed.object)}` : '';
  if (!known.includes(key)) {
    const meant = nearest(key, known);
    return `reads ${key} of ${kind} ${name}, which has ${known.join(', ') || 'no key'}; write ${meant ?? 'one of these'}${by}`;
  }
  // A key of the variable's own name that it does not take is the one that was meant.
  return variable && variable !== key && known.includes(variable) && world.isOurs
    ? `reads ${key} of ${kind} ${name}, which has a key ${variable} too; write ${variable}`
    : undefined;
}
