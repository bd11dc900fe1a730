/** Checks a prefix against a release of Tempo. */
import type { Statement } from '../../../lib/findings/finding';
import type { CheckContext, StorageFinding } from './backend';

/** Tempo does not start with a field that it does not know. @param says makes the statement by a rule of the backend */
export function prefixFindings(
  prefix: string | undefined,
  { release: { tempo }, pin }: CheckContext,
  says: (problem: string, fix: string) => Statement,
): StorageFinding[] {
  if (prefix === undefined || tempo.prefix) return [];
  const problem = `Tempo ${tempo.version} has no such setting and does not start with it`;
  return [{ field: 'prefix', statement: says(problem, `${pin(({ prefix: has }) => has)}, or remove it`) }];
}
