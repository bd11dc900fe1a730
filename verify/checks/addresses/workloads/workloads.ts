/** Checks that the workloads on the path of a trace start: replicas, init containers and probes. */
import { error, type Finding, warning } from '../../../../lib/findings/finding';
import { at, textAt } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { traefiksIn } from '../../../uses/traefik';
import { aboutObject, type Container, type Pod } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { withoutReplicas } from '../../../world/replicas';
import { type RunningTempo, targetOf } from '../../../world/tempo';
import { ADDRESSES_RULES } from '../rules';
import { checkEntryPointPorts } from './entry-points';
import { checkExposedPorts } from './exposed-ports';
import { checkProbes } from './probes';
import { checkStart } from './start';
import { checkFlags } from './traefik-flags';

export function checkWorkloads(world: World, lookup: Lookup, tempos: readonly RunningTempo[]): Finding[] {
  const traefiks = traefiksIn(lookup);
  // With a file, Traefik ignores all flags.
  const byFlags = traefiks.filter(({ staticFile }) => staticFile === undefined);
  const own = new Set([...podsOf(traefiks), ...tempos.flatMap(({ readers }) => podsOf(readers))]);
  return [
    ...idle(podsOf(traefiks), world),
    ...tempos.flatMap(({ readers }) => {
      const targets = new Set(readers.map(targetOf).filter(isNeeded));
      return [...targets].flatMap((target) => idle(podsOf(readers.filter((reader) => targetOf(reader) === target)), world));
    }),
    ...lookup.pods.flatMap((pod) => (own.has(pod) || (world.isOurs && !pod.placed.rendered) ? endlessInits(pod, world) : [])),
    ...checkProbes(lookup, byFlags, tempos),
    ...checkStart(lookup, traefiks, tempos),
    ...checkFlags(byFlags),
    ...checkEntryPointPorts(byFlags),
    ...checkExposedPorts(lookup, byFlags),
  ];
}

const podsOf = (processes: readonly { readonly pod: Pod }[]): Pod[] => processes.map(({ pod }) => pod);

/** Caches, generators of metrics and what deletes old blocks are not on the path of a trace. */
const isNeeded = (target: string): boolean => !/compactor|generator|backend|cache/.test(target);

/** Several workloads may share the work, as one per zone: one with replicas is enough. */
function idle(pods: readonly Pod[], world: World): Finding[] {
  if (pods.length > 0 && pods.every(({ placed: { object } }) => at(object, 'spec', 'paused') === true)) {
    const paused = ADDRESSES_RULES.says('no-replicas', 'is paused, so no pod is created or replaced', 'remove spec.paused');
    return pods.map(({ placed }) => error(placed.place, paused, aboutObject(placed.object)));
  }
  if (pods.length === 0 || !pods.every((pod) => withoutReplicas(pod.placed, world))) return [];
  const statement = ADDRESSES_RULES.says('no-replicas', 'has 0 replicas', 'use 1 or more');
  return pods.map(({ placed }) => error(placed.place, statement, aboutObject(placed.object)));
}

const ENDLESS =
  /\bsleep\s+(inf(inity)?|\d+[dh]|\d{5,})\b|\bfor\s*\(\(\s*;\s*;\s*\)\)|\btail\s+-f\s+\/dev\/null\b|\bwhile\s+(true|:|\[ 1 \])\s*;?\s*do\b|\buntil\s+false\b/;

function endlessInits({ placed, containers }: Pod, { isOurs }: World): Finding[] {
  return containers.filter(isEndless).map((container) => {
    const text = ENDLESS.exec(container.args.join(' '))?.[0] ?? '';
    const statement = ADDRESSES_RULES.says(
      'endless-init',
      `never ends (${text}), so the pod does not start`,
      'correct its command, or remove it',
    );
    const part = `init container ${container.name}`;
    return (isOurs ? error : warning)(placed.place, statement, { ...aboutObject(placed.object), part });
  });
}

/** A loop with `break` or `exit` may end. An init container that is always restarted is a sidecar. */
function isEndless({ isInit, args, source }: Container): boolean {
  const text = args.join(' ');
  return isInit && textAt(source, 'restartPolicy') !== 'Always' && ENDLESS.test(text) && !/\b(break|exit)\b/.test(text);
}
