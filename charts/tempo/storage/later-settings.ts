/** Checks the settings of a storage that only newer releases of Tempo have. */
import type { Statement } from '../../../lib/findings/finding';
import type { TempoProduct } from '../product';
import type { CheckContext, StorageFinding } from './backend';

/** Makes the statement by a rule of the backend. */
type Says = (problem: string, fix: string) => Statement;

export const prefixFindings = (prefix: string | undefined, context: CheckContext, says: Says): StorageFinding[] =>
  prefix === undefined ? [] : laterSetting('prefix', ({ prefix: has }) => has, context, says);

/** Tempo does not start with a field that it does not know. @param has whether this Tempo knows it */
export function laterSetting(
  field: string,
  has: (tempo: TempoProduct) => boolean,
  { release: { tempo }, pin }: CheckContext,
  says: Says,
): StorageFinding[] {
  if (has(tempo)) return [];
  const problem = `Tempo ${tempo.version} has no such setting and does not start with it`;
  return [{ field, statement: says(problem, `${pin(has)}, or remove it`) }];
}
