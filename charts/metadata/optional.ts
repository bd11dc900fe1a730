/** What only values turn on, and what of it has no value for labels or annotations. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, mapAt } from '../../lib/yaml/parsed';
import type { Values } from '../helm-values/user-values';
import { type Unreached, withFurther } from './unreached';
import { ANY } from './values';

export interface OptionalObjects extends Partial<Unreached> {
  /**
   * The paths of the values that turn them on together, each if Helm takes it for true, or if it is the value beside its path. One with
   * `ANY` has several values, of which one is enough.
   */
  readonly by: readonly (string | readonly [path: string, value: string])[];
  /** The path of a value in place of which they are. */
  readonly unless?: string;
  /** Whether labels do not reach them either by a value for those of all objects. @default false */
  readonly lackLabelsOfAll?: boolean;
}

/** What is not reached with the objects that values turn on. @param unreached without them */
export function withOptional(unreached: Unreached, optional: readonly OptionalObjects[], values: Readonly<Values>): Unreached {
  const isOn = (by: OptionalObjects['by'][number]) =>
    typeof by === 'string' ? valuesAt(values, by).some(isTrueInTemplate) : valuesAt(values, by[0]).includes(by[1]);
  const on = optional.filter(({ by, unless }) => by.every(isOn) && !(unless !== undefined && isOn(unless)));
  const hasLabelsOfAll = unreached.labels.length === 0;
  return withFurther(unreached, ...on.map((each) => (hasLabelsOfAll && !each.lackLabelsOfAll ? { ...each, labels: [] } : each)));
}

/** The values at a path, which may have `ANY` in it. */
function valuesAt(values: Readonly<Values>, path: string): unknown[] {
  const [above = '', below] = path.split(`.${ANY}.`);
  const steps = above.split('.');
  return below === undefined ? [at(values, ...steps)] : Object.values(mapAt(values, ...steps)).map((each) => at(each, ...below.split('.')));
}
