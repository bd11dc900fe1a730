/** Tries by rendering: what is suggested instead of a value without effect, and whether a value is read at all. */
import type { Rendering } from '../../../lib/helm/renderings';
import { at, isMap, type Path } from '../../../lib/yaml/parsed';
import { valuePathsIn, without } from '../../world/value-path';
import { RenderedText } from './rendered-text';
import type { Suggestion } from './suggestion';

/** Renders a release with other values. */
export interface Trials {
  readonly render: (values: unknown) => Promise<Rendering>;
  /** Objects with random output, `Kind/name`, whose differences mean nothing. */
  readonly random: readonly string[];
  /** How much of its output the program would refuse. @default nothing */
  readonly refused?: (text: string) => number;
}

/** What to do if no suggestion helps. */
export const REMOVE = 'remove it';

/**
 * The first suggestion that renders, gives the value an effect, and does not stop the program.
 * @param values all values of the release
 * @param path the value without effect
 * @returns as an imperative; to remove the value if no suggestion helps
 */
export async function workingFix(suggestions: readonly Suggestion[], values: unknown, path: Path, trials: Trials): Promise<string> {
  for (const suggestion of suggestions)
    if (!suggestion.onlyWithin && (await helps(suggestion, values, path, trials))) return suggestion.fix;
  return REMOVE;
}

async function helps({ moved, set, parts }: Suggestion, values: unknown, path: Path, trials: Trials): Promise<boolean> {
  if (!moved) return true;
  const removed = without(values, path) ?? {};
  const before = set ? withValue(removed, set.path, set.value) : removed;
  const target = path.some((step) => typeof step === 'number') ? path : moved;
  const written = parts ?? [{ path: target, value: at(values, ...path) }];
  return differ(
    before,
    written.reduce<unknown>((all, part) => withValue(all, part.path, part.value), before),
    trials,
  );
}

/** Whether a scalar is read: another value in its place changes the output, so it equals what is there anyway. */
export async function isEffectiveDefault(values: unknown, path: Path, trials: Trials): Promise<boolean> {
  const other = otherThan(at(values, ...path));
  if (other === undefined) return false;
  return differ(without(values, path) ?? {}, withValue(values, path, other), trials);
}

/**
 * Whether a value has an effect without the user's own values. Lists, in which those of both are, stay.
 * @param user the user's own values
 * @param values all values of the release
 */
export async function isReplacedBy(user: unknown, values: unknown, path: Path, trials: Trials): Promise<boolean> {
  const own = valuePathsIn(user).filter((leaf) => leaf.every((step) => typeof step === 'string'));
  const others = own.reduce<unknown>((rest, leaf) => without(rest, leaf) ?? {}, values);
  const less = without(others, path) ?? {};
  const [all, rendered] = await Promise.all([trials.render(others), trials.render(less)]);
  return 'text' in all && ('error' in rendered || differ(less, others, trials));
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'string' && value !== '' ? `${value}x` : undefined;
}

async function differ(one: unknown, other: unknown, { render, random, refused = () => 0 }: Trials): Promise<boolean> {
  const [before, after] = await Promise.all([render(one), render(other)]);
  if (!('text' in before && 'text' in after)) return false;
  if (refused(after.text) > refused(before.text)) return false;
  return new RenderedText(before.text, before.text).changedIn(after.text).some((object) => !random.includes(object));
}

/** The values with one more. Maps are merged, and lists are replaced. */
function withValue(values: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return isMap(values) && isMap(value) ? { ...values, ...value } : value;
  if (typeof step === 'number' && Array.isArray(values)) return values.with(step, withValue(values[step], rest, value));
  return { ...(isMap(values) ? values : {}), [step]: withValue(at(values, step), rest, value) };
}
