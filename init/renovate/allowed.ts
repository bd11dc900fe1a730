/** A regular expression for releases, for `allowedVersions` of Renovate. */
import { minorOf } from '../../lib/releases/version';

/** `/^(?:1\.4\.(?:[0-8]|10)|2\.15)$/` @param versions two or three numbers each, in any order */
export function allowedVersions(versions: readonly string[]): string {
  const minors = new Map<string, number[]>();
  for (const version of versions) {
    const patches = minors.get(minorOf(version)) ?? [];
    const [, , patch] = version.split('.');
    minors.set(minorOf(version), patch === undefined ? patches : [...patches, Number(patch)]);
  }
  return `/^(?:${[...minors].map(([minor, patches]) => minor.replace('.', '\\.') + patchesOf(patches)).join('|')})$/`;
}

function patchesOf(patches: readonly number[]): string {
  const sorted = [...patches].sort((a, b) => a - b);
  const digits = sorted.filter((patch) => patch < 10);
  const choices = [...ranges(digits).map(rangeText), ...sorted.filter((patch) => patch >= 10).map(String)];
  if (choices.length === 0) return '';
  return choices.length === 1 ? `\\.${choices[0]}` : `\\.(?:${choices.join('|')})`;
}

const rangeText = ([first = 0, ...others]: readonly number[]): string =>
  others.length === 0 ? String(first) : `[${first}-${others.at(-1)}]`;

/** Groups of consecutive numbers. */
function ranges(sorted: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const each of sorted) {
    const last = groups.at(-1);
    if (last?.at(-1) === each - 1) last.push(each);
    else groups.push([each]);
  }
  return groups;
}
