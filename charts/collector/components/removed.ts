/** Components of older collectors, which configurations that are copied still have. */
import { compareVersions } from '../../../lib/releases/version';
import { hasOpenCensus, isKnownProgram } from '../releases';
import { OPENCENSUS, REMOVED, type Removed } from './removed-releases';

/** What no distribution of a version has any more, as its `kind/type`; undefined if one may have it. */
export function removedFrom(component: string, version: string): Removed | undefined {
  const key = component.replaceAll('_', '');
  const removed = Object.hasOwn(REMOVED, key) ? REMOVED[key] : undefined;
  if (key === OPENCENSUS) return hasOpenCensus(version) ? undefined : removed;
  return removed && isKnownProgram(version) && compareVersions(version, removed.since ?? version) >= 0 ? removed : undefined;
}

/** What to do instead. */
export const insteadOf = ({ instead }: Removed): string => (instead ? `use ${instead}` : 'remove it');
