/** What several containers have in common is said once. */

import { listed } from '../../lib/findings/listed';
import type { Placed } from '../stack';
import { type Check, nameOf, type Verdict } from '../verdict';
import { titleOf } from '../world/kubernetes';

/** What is wrong with one container. */
export interface Fault {
  readonly placed: Pick<Placed, 'place' | 'object'>;
  /** What follows the workload's name: `container querier lacks …`, and what stands there for several: `lack …`. */
  readonly one: string;
  readonly many: string;
  /** What to do; `*` stands for what differs: the keys of each. */
  readonly fix: string;
  readonly key?: string;
  readonly severity?: Verdict['severity'];
}

/** `Deployment tempo-querier: container querier lacks …`, or `tempo-querier, tempo-ingester and tempo-compactor lack …`. */
export function alike(check: Check, faults: readonly Fault[]): Verdict[] {
  const groups = new Map<string, Fault[]>();
  for (const fault of faults) {
    const key = JSON.stringify([nameOf(fault.placed.place), fault.severity, fault.many, fault.fix]);
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  return [...groups.values()].flatMap((group): Verdict[] => {
    const [first] = group;
    if (!first) return [];
    const workloads = [...new Set(group.map(({ placed }) => placed.object.metadata.name))];
    const keys = listed([...new Set(group.flatMap(({ key }) => key ?? []))]);
    const what = group.length === 1 ? `${titleOf(first.placed.object)}: ${first.one}` : `${listed(workloads)} ${first.many}`;
    return [{ severity: first.severity ?? 'error', check, place: first.placed.place, text: `${what}; ${first.fix.replace('*', keys)}` }];
  });
}
