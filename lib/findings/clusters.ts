/** How messages name clusters. */
import path from 'node:path';
import { listed } from './listed';

/** Stands for the name of each of several clusters. */
export const ANY_CLUSTER = '<cluster>';

/** More clusters than this, to which a message only applies, are counted. */
const FEW = 3;

/** More files than this, each of which is to be changed, are counted. */
const MOST = 20;

/** The clusters of files: their names, or their paths if two have the same name. */
export function clustersOf(files: readonly string[]): readonly string[] {
  const names = files.map((file) => path.parse(file).name);
  return new Set(names).size === new Set(files).size ? names : files;
}

/** Clusters that have what is elsewhere: `a, b and c`, `a, b, c and 9 more`. */
export const fewClusters = (names: readonly string[]): string => listed(names, names.length > FEW + 1 ? FEW : undefined);

/**
 * Of the files that extend a base, those that a message applies to: `in a, b and c`, `in all 12 clusters`, `in a, b, c and 8 more`.
 * With clusters that do not extend it, `in all 4 clusters that extend it`.
 * @param files their paths @param all the number of files that extend it. @default unknown
 * @param total the number of all cluster files. @default as many
 */
export function inClusters(files: ReadonlySet<string>, all?: number, total = all): string {
  if (files.size > FEW && files.size === all) return `in all ${all} clusters${all === total ? '' : ' that extend it'}`;
  return `in ${fewClusters([...clustersOf([...files])].sort())}`;
}

/** Further files where the same is to be changed: `also in b and c`. @param isShort whether there is nothing to be changed */
export const alsoIn = (names: readonly string[], isShort: boolean): string =>
  `also in ${isShort && names.length > FEW ? `${names.length} other files` : listed(names, MOST)}`;
