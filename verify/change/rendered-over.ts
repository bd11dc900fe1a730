/** What Helm releases have, known by rendered objects or only by values. */
import type { Path } from '../../lib/yaml/parsed';

export interface Known<Own = Path> {
  /** Equal for the same thing, rendered or known by values. */
  readonly id: string;
  /** Where the user's own values may have it; undefined if they are not known. */
  readonly own?: Own;
}

/** Things as they are rendered, with the place that the values tell, and those that are known only by values. */
export function renderedOver<K extends Known<unknown>>(byValues: readonly K[], rendered: readonly K[]): K[] {
  const own = new Map(byValues.map((known) => [known.id, known.own]));
  const isRendered = new Set(rendered.map(({ id }) => id));
  return [...rendered.map((known) => ({ ...known, own: own.get(known.id) })), ...byValues.filter(({ id }) => !isRendered.has(id))];
}

/** The last of each. */
export const oneEach = <K extends Known<unknown>>(all: readonly K[]): K[] => [...new Map(all.map((known) => [known.id, known])).values()];
