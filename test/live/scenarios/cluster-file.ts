/** The cluster files of tests, with changes. */
import { readFileSync } from 'node:fs';

/** @param name such as `clusters/seed`, in test/ @param changes pairs of a text and what replaces it; each text must exist */
export function clusterFile(name: string, ...changes: readonly (readonly [from: string | RegExp, to: string])[]): string {
  const file = `test/${name}.yaml`;
  return changes.reduce(
    (text, [from, to]) => {
      const changed = text.replace(from, to);
      if (changed === text) throw new Error(`${file}: nothing to replace by ${to}`);
      return changed;
    },
    readFileSync(file, 'utf8'),
  );
}
