/** Finds two instances of Tempo that compact the same blocks, and one that nothing compacts. */
import { locationOf } from '../../../charts/tempo/storage/location';
import { error, type Finding, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { at, mapAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject, type Pod, titleOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { isUnrendered } from '../../world/namespaces';
import { withoutReplicas } from '../../world/replicas';
import { type RunningTempo, targetOf } from '../../world/tempo';
import { tenantLimitsFile, tenantLimitsIn } from '../../world/tenant-limits';
import { MICROSERVICES_RULES } from './rules';

/** What compacts, by `-target`. A backend-scheduler only plans it. */
const COMPACTING = ['compactor', 'backend-worker', 'all', 'scalable-single-binary'];

/** What plans and does the work, by what a Tempo has: the compactor, or a scheduler and its workers, which Tempo 2.8 has too, and Tempo 3 alone. */
const NEEDED: readonly (readonly [writes: string, needs: readonly string[]])[] = [
  ['ingester', ['compactor']],
  ['live-store', ['backend-scheduler', 'backend-worker']],
];

/** What a Tempo of others has if it is there as a whole. */
const REST = ['distributor', 'querier', 'query-frontend'];

/**
 * Without compaction, no block is ever deleted. Several instances with the same blocks may be a migration, in which only one compacts.
 * @param lookup the pods, of which some may run with a configuration that is not known
 */
export function checkCompaction(tempos: readonly RunningTempo[], world: World, { pods }: Pick<Lookup, 'pods'>): Finding[] {
  return tempos.flatMap((tempo) => {
    const others = tempos.filter((other) => other !== tempo && (world.isOurs || placeOf(other) === placeOf(tempo)));
    if (others.length > 0 || isOff(tempo.config.overrides)) return [];
    const has = (target: string) =>
      tempo.readers.some((reader) => targetOf(reader) === target && !withoutReplicas(reader.pod.placed, world));
    const [, needs = []] = NEEDED.find(([writes]) => has(writes)) ?? [];
    const absent = needs.filter((target) => !has(target));
    if (absent.length === 0 || NEEDED.some(([, all]) => all.every(has))) return [];
    if (!world.isOurs && !(REST.every(has) && isWhole(tempo, absent, world, pods))) return [];
    const problem = `no ${listed(absent)} runs, so blocks are never compacted, and never deleted after their retention`;
    const statement = MICROSERVICES_RULES.says('no-compactor', problem, 'add it, with 1 replica or more');
    return [warning(tempo.placed.place, statement, aboutObject(tempo.placed.object))];
  });
}

/** Whether what a Tempo of others lacks is not somewhere else: in a release that is not rendered, or with another configuration. */
function isWhole({ readers, namespace }: RunningTempo, absent: readonly string[], world: World, pods: readonly Pod[]): boolean {
  const known = readers.map(({ container }) => container);
  const isElsewhere = pods.some((pod) =>
    pod.containers.some((container) => !known.includes(container) && absent.includes(targetOf({ pod, container }))),
  );
  return !isElsewhere && !isUnrendered(namespace, world);
}

/** Each deletes blocks that the other one has just read. A migration runs two instances, of which one compacts. */
export function checkCompactors(tempos: readonly RunningTempo[], world: World): Finding[] {
  const compacting = tempos.filter((tempo) => compacts(tempo, world));
  return compacting.flatMap((tempo, index) => {
    const other = compacting.slice(0, index).find((earlier) => placeOf(earlier) === placeOf(tempo));
    if (!other || locationOf(mapAt(tempo.config, 'storage', 'trace')).backend === 'local') return [];
    const problem = `compacts the same blocks as the Tempo of ${titleOf(other.placed.object)}, so each deletes what the other one reads`;
    const statement = MICROSERVICES_RULES.says('two-compactors', problem, 'set compaction_disabled for all tenants of one of them');
    return [(world.isOurs ? error : warning)(tempo.placed.place, statement, aboutObject(tempo.placed.object))];
  });
}

const placeOf = ({ config }: RunningTempo): string => JSON.stringify(locationOf(mapAt(config, 'storage', 'trace')));

function compacts(tempo: RunningTempo, world: World): boolean {
  const running = tempo.readers.filter((reader) => COMPACTING.includes(targetOf(reader)) && !withoutReplicas(reader.pod.placed, world));
  const [first] = running;
  const tenants = Object.values(tenantLimitsIn(tenantLimitsFile(tempo, world)?.text ?? ''));
  return first !== undefined && [tempo.config.overrides, ...tenants].some((limits) => !isOff(limits));
}

/** In both formats of the overrides, and for the defaults and for one tenant. */
const isOff = (limits: unknown): boolean =>
  [['defaults', 'compaction', 'compaction_disabled'], ['compaction', 'compaction_disabled'], ['compaction_disabled']].some(
    (path) => at(limits, ...path) === true,
  );
