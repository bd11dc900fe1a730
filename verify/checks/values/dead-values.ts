/** Values without effect: the paths to report, and who set them. */
import { isDeepStrictEqual } from 'node:util';
import { nearest } from '../../../lib/findings/nearest';
import { at, isMap, type Path } from '../../../lib/yaml/parsed';
import { ownValues } from '../../read/values';
import type { RenderedRelease } from '../../stack';
import { type ChartNames, replacementOf } from '../../world/renamed-values';
import { nameOfPath, valuePathsIn, wholePaths } from '../../world/value-path';
import { knownSteps } from './suggestion';

/**
 * The paths to report: up to the first name that the chart does not have, or else the largest map with only such values.
 * @param paths the values without effect
 */
export function reportedPaths(values: unknown, paths: readonly Path[], chart: ChartNames): Path[] {
  const strangers = new Map<string, Path>();
  const others: Path[] = [];
  const isWhole = onlyWith(values, paths);
  for (const path of paths) {
    const end = strangerIn(path, chart)?.length ?? path.length + 1;
    // A map with names of the user's own, such as those of certificate resolvers, may have other values that have an effect.
    const stranger = path
      .slice(end - 1)
      .map((_, index) => path.slice(0, end + index))
      .find(isWhole);
    if (stranger) strangers.set(nameOfPath(stranger), stranger);
    else others.push(path);
  }
  return [...strangers.values(), ...wholePaths(values, others)].map((path) => deepest(values, path));
}

/** Whether all values below a path are among these. */
function onlyWith(values: unknown, paths: readonly Path[]): (path: Path) => boolean {
  const given = new Set(paths.map(nameOfPath));
  return (path) => valuePathsIn(at(values, ...path), path).every((leaf) => given.has(nameOfPath(leaf)));
}

/** The path up to the first name that the chart does not have. Names in list items are ignored. */
function strangerIn(path: Path, chart: ChartNames): Path | undefined {
  const count = knownSteps(path, chart);
  const end = path.findIndex((_, index) => path.slice(0, index + 1).filter((step) => typeof step === 'string').length > count);
  if (end === -1 || path.slice(0, end).some((step) => typeof step === 'number')) return undefined;
  // Replaced values are reported with two names: `tracing.zipkin`, even if the chart does not have `tracing`.
  const isReplaced = !replacementOf(path.slice(0, 1), chart) && replacementOf(path.slice(0, 2), chart) !== undefined;
  return path.slice(0, isReplaced ? Math.max(end + 1, 2) : end + 1);
}

/** Descends while a map has exactly one key: `tempo.extraArgs`, if `tempo` has no other key. */
function deepest(values: unknown, path: Path): Path {
  const found = at(values, ...path);
  const [key, ...more] = isMap(found) ? Object.keys(found) : [];
  return key === undefined || more.length > 0 ? path : deepest(values, [...path, key]);
}

/** The chart that a value is for: `tempo-distributed 2.23.4`; in a local chart, the dependency of that name. */
export function chartOfValue([first]: Path, { chart, info }: RenderedRelease): string {
  const dependency = 'folder' in chart ? info.dependencies.find(({ name, alias }) => (alias ?? name) === first) : undefined;
  const { name, version } = dependency ?? chart;
  return `${name} ${version}`;
}

/**
 * Whether a value is a default that a chart of the manifests has for its own templates, and not for a dependency. Defaults are often for
 * what is off.
 */
export function isOwnDefault(path: Path, { chart, values, info }: RenderedRelease): boolean {
  const [first] = path;
  if (!('folder' in chart) || typeof first !== 'string') return false;
  const names = [...info.dependencies.map(({ name, alias }) => alias ?? name), 'global'];
  if (names.includes(first) || nearest(first, names) !== undefined) return false;
  return isDeepStrictEqual(at(ownValues(chart.folder), ...path), at(values, ...path));
}

/** Whether the user set everything at a path. List items are matched by name or by content. */
export function isUsers([step, ...rest]: Path, values: unknown, user: unknown): boolean {
  if (user === undefined) return false;
  if (step === undefined) return valuePathsIn(values).every((leaf) => isDeepStrictEqual(at(user, ...leaf), at(values, ...leaf)));
  if (typeof step === 'string') return isMap(user) && isUsers(rest, at(values, step), user[step]);
  const item = at(values, step);
  const own = Array.isArray(user) ? user.find((candidate) => isDeepStrictEqual(candidate, item) || isSameName(candidate, item)) : undefined;
  return own !== undefined && isUsers(rest, item, own);
}

const isSameName = (a: unknown, b: unknown): boolean => isMap(a) && isMap(b) && typeof a.name === 'string' && a.name === b.name;
