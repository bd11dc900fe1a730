/** What to do about a value without effect, or about each value in a map. */
import { at, isMap, type Path } from '../../../lib/yaml/parsed';
import type { ChartNames } from '../../world/renamed-values';
import { type Suggestion, suggestions, suggestionsWithin } from './suggestion';
import { REMOVE, type Trials, workingFix } from './tried';

export interface Advice {
  readonly path: Path;
  /** An imperative. */
  readonly fix: string;
}

export interface AdviceProps {
  readonly values: unknown;
  readonly chart: ChartNames;
  readonly isOurs: boolean;
  readonly trials: Trials;
}

/**
 * A map that can only be removed as a whole, such as one with a field that the program no longer has, is advised on by its values if one
 * of them has an effect elsewhere.
 */
export const advised = (path: Path, props: AdviceProps): Promise<Advice[]> =>
  byValue(path, suggestions(path, props.chart, props.values, props.isOurs), props);

async function byValue(path: Path, suggested: readonly Suggestion[], props: AdviceProps): Promise<Advice[]> {
  const { values, trials } = props;
  const fix = await workingFix(suggested, values, path, trials);
  const value = at(values, ...path);
  if (fix !== REMOVE || !isMap(value)) return [{ path, fix }];
  const within = Object.keys(value).map((key) => [...path, key]);
  const parts = await Promise.all(within.map((part) => byValue(part, suggestionsWithin(part, suggested, props), props)));
  return parts.flat().some((part) => part.fix !== REMOVE) ? parts.flat() : [{ path, fix }];
}
