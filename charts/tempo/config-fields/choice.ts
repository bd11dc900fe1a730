/** Chooses the mistakes to report where a part of the configuration may have one of several formats, such as the overrides. */
import type { Path } from '../../../lib/yaml/parsed';
import type { ConfigMistake } from './mistake';

const idOf = ({ path }: ConfigMistake): string => JSON.stringify(path);

const isBelow = (path: Path, other: Path): boolean => path.length > other.length && other.every((step, index) => step === path[index]);

/**
 * The mistakes that no format explains: those of all formats, those inside of a part that only one format has, and fields of
 * different formats beside each other.
 * @param choices the mistakes by each format, newest first
 */
export function mistakesOfChoice([first = [], second, ...rest]: readonly (readonly ConfigMistake[])[]): ConfigMistake[] {
  if (second === undefined || first.length === 0) return [...first];
  const chosen = ofTwo(first, second);
  return rest.length === 0 ? chosen : mistakesOfChoice([chosen, ...rest]);
}

function ofTwo(first: readonly ConfigMistake[], second: readonly ConfigMistake[]): ConfigMistake[] {
  if (second.length === 0) return [];
  const common = first.flatMap((one) => second.flatMap((other) => (idOf(one) === idOf(other) ? clearer(one, other) : [])));
  const inside = (mistakes: readonly ConfigMistake[], others: readonly ConfigMistake[]) =>
    mistakes.filter(({ path }) => others.some((other) => isBelow(path, other.path)));
  const within = [...inside(first, second), ...inside(second, first)];
  const explained = new Set([...common, ...within].map(idOf));
  const [ofSecond] = first.filter((mistake) => !explained.has(idOf(mistake)) && mistake.kind === 'unknown');
  const [ofFirst] = second.filter((mistake) => !explained.has(idOf(mistake)) && mistake.kind === 'unknown');
  const mixed: ConfigMistake[] =
    ofFirst && ofSecond ? [{ path: ofSecond.path, kind: 'mixed', wanted: String(ofFirst.path.at(-1)), value: ofSecond.value }] : [];
  const found = [...common, ...within, ...mixed];
  return found.length > 0 ? found : [...(first.length <= second.length ? first : second)];
}

/** A wrong type shows that the field exists; of two unknown fields, the one with a name that was probably meant. */
function clearer(one: ConfigMistake, other: ConfigMistake): ConfigMistake {
  if (one.kind !== other.kind) return one.kind === 'type' ? one : other;
  return one.meant === undefined ? other : one;
}
