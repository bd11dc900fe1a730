/** Checks a prefix against a release of Tempo. */
import type { Statement } from '../../../lib/findings/finding';
import { tempoProduct } from '../product';
import type { CheckContext, StorageFinding } from './backend';

/** Tempo does not start with a field that it does not know. @param says makes the statement by a rule of the backend */
export function prefixFindings(
  prefix: string | undefined,
  { release: { tempo } }: CheckContext,
  says: (problem: string, fix: string) => Statement,
): StorageFinding[] {
  if (prefix === undefined || tempo.prefix) return [];
  const first = tempoProduct.first((facts) => facts.prefix);
  const problem = `Tempo ${tempo.version} has no such setting and does not start with it`;
  return [{ field: 'prefix', statement: says(problem, `use a release with Tempo ${first} or newer, or remove it`) }];
}
