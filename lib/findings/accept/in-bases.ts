/** Acceptances in a base, which several cluster files share. */
import type { Finding, Place } from '../finding';
import { placeText } from '../sentence';
import type { Acceptance } from './accept';
import { ACCEPT_RULES } from './rules';

export interface Accepting {
  readonly acceptances: readonly Acceptance[];
  readonly findings: readonly Finding[];
}

const UNUSED = ACCEPT_RULES.idOf('unused');

/**
 * Without the warnings about acceptances that match nothing in one cluster, but something in another one: to remove them would be wrong.
 * @param others further clusters, of which the warnings are known. @default none
 */
export function withoutUsed<One extends Accepting>(all: readonly One[], others: readonly Accepting[] = []): readonly One[] {
  const every = [...all, ...others];
  const unused = counted(every.flatMap(({ findings }) => findings.flatMap(({ rule, place }) => (rule === UNUSED ? place : []))));
  if (unused.size === 0) return all;
  const having = counted(every.flatMap(({ acceptances }) => acceptances.map(({ place }) => place)));
  const isUsed = ({ rule, place }: Finding) => rule === UNUSED && (unused.get(placeText(place)) ?? 0) < (having.get(placeText(place)) ?? 0);
  return all.map((one) => (one.findings.some(isUsed) ? { ...one, findings: one.findings.filter((finding) => !isUsed(finding)) } : one));
}

function counted(places: readonly Place[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of places.map(placeText)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
