/** The user's own Helm values by the schema of the chart: with a value of another name or type, the chart does not render. */
import { listed, listedOr } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import type { Release } from '../../../lib/releases/table';
import { isMap, type Path } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import { mistypedValues } from '../../helm-values/value-types';
import { CHART, type CollectorRelease, collectorReleases } from '../releases';
import { COLLECTOR_RULES } from '../rules';
import { NEEDED_DEFAULTS } from './defaults';
import type { OwnTier } from './own-tier';
import { NEEDED_VALUES, type ValueType, type ValueTypes } from './value-releases';

export interface OwnValues extends Omit<OwnTier, 'all'> {
  /** The paths that are refused anyway, such as those of the values that this stack sets. */
  readonly reserved: readonly string[];
}

/** A value of the chart, with those below it. */
interface Known {
  type?: ValueType;
  readonly below: Map<string, Known>;
}

const ITEM = '[]';
const ANY_KEY = '*';

/** Reports nothing about a release that is newer than the table, whose values are not known. */
export function checkValueTypes({ user, key, release, reserved, findings }: OwnValues): void {
  if (Object.keys(user).length === 0 || !collectorReleases.versions.includes(release.version)) return;
  const mistyped = mistypedValues(user).map(({ path }) => path.join('.'));
  const isRefused = (path: Path) => [...reserved, ...mistyped].some((each) => `${path.join('.')}.`.startsWith(`${each}.`));
  for (const { path, rule, problem, fix } of mistakesIn(user, { known: treeOf(release), path: [], name: '', release }))
    if (!isRefused(path)) findings.errorAtKey([...key, ...path], COLLECTOR_RULES.says(rule, problem, fix));
}

interface Mistake {
  readonly rule: 'unknown-value' | 'value-type';
  readonly path: Path;
  readonly problem: string;
  readonly fix: string;
}

/** Where a value is. */
interface Place {
  readonly known: Known;
  readonly path: Path;
  /** Its path in the table of types; empty for all values. */
  readonly name: string;
  readonly release: Release<CollectorRelease>;
}

const chartOf = ({ version }: Release<CollectorRelease>): string => `${CHART} ${version}`;

/** By the types that releases have in common. */
const trees = new WeakMap<ValueTypes, Known>();

/** The values of a release. Kept, as most clusters of a fleet have the same one. */
function treeOf({ valueTypes }: CollectorRelease): Known {
  const types = valueTypes();
  const tree = trees.get(types) ?? treeFrom(types);
  trees.set(types, tree);
  return tree;
}

function treeFrom(types: ValueTypes): Known {
  const root: Known = { below: new Map() };
  for (const [path, type] of Object.entries(types)) {
    let node = root;
    for (const step of path.replaceAll(ITEM, `.${ITEM}`).split('.')) {
      const next: Known = node.below.get(step) ?? { below: new Map() };
      node.below.set(step, next);
      node = next;
    }
    node.type = type;
  }
  return root;
}

function mistakesIn(value: unknown, place: Place): Mistake[] {
  const { path, known, name } = place;
  // In the items of a list, nothing has a default.
  if (value === null && !name.includes(ITEM)) return NEEDED_DEFAULTS.has(name) ? [withoutDefault(place)] : [];
  const type = typeOf(known);
  const { fits } = kindOf(type);
  if (Array.isArray(value) && (type === 'maps' || type === 'texts')) {
    const ofItems: ValueType = type === 'maps' ? 'map' : 'text';
    const wrong = [...value.keys()].filter((index) => !KINDS[ofItems].fits(value[index], ofItems));
    if (wrong.length > 0) return wrong.map((index) => mistyped(value[index], ofItems, { ...place, path: [...path, index] }));
  }
  if (!fits(value, type)) return [mistyped(value, type, place)];
  if (Array.isArray(value)) return value.flatMap((item, index) => mistakesInItem(item, index, place));
  return isMap(value) ? mistakesInMap(value, place) : [];
}

/** Helm takes a null for the removal of the default. */
const withoutDefault = ({ path, release }: Place): Mistake => ({
  ...{ rule: 'value-type', path },
  problem: `null removes the default, and ${chartOf(release)} does not render without it`,
  fix: 'remove this null, or write a value',
});

const kindOf = (type: ValueType): Kind => KINDS[typeof type === 'string' ? type : 'choice'];

function mistyped(value: unknown, type: ValueType, { path, release }: Place): Mistake {
  const wanted = kindOf(type).title(type);
  const problem = `must be ${wanted}, not ${shown(value)}, because ${chartOf(release)} does not render with it`;
  const isUnquoted = ['number', 'boolean'].includes(typeof value) && (type === 'text' || type === 'number or text');
  return { rule: 'value-type', path, problem, fix: isUnquoted ? `write "${value}" in quotes` : `write ${wanted}` };
}

/** An item of a list of which the table knows no more than the type has been judged with the list. */
function mistakesInItem(item: unknown, index: number, { path, known, name, release }: Place): Mistake[] {
  const here = { path: [...path, index], name: `${name}${ITEM}`, release };
  const below = known.below.get(ITEM);
  const missing = isMap(item) ? (NEEDED_VALUES[here.name] ?? []).filter((key) => !Object.hasOwn(item, key)) : [];
  const names = listed(missing);
  const problem = `lacks ${names}, without which ${chartOf(release)} does not render`;
  return [
    ...(below ? mistakesIn(item, { ...here, known: below }) : []),
    ...(missing.length > 0 ? [{ rule: 'value-type', path: here.path, problem, fix: `add ${names}` } as const] : []),
  ];
}

function mistakesInMap(value: Readonly<Values>, { known, path, name, release }: Place): Mistake[] {
  const { below, type } = known;
  if (below.size === 0) return [];
  return Object.entries(value).flatMap(([key, child]): Mistake[] => {
    const step = below.has(key) || !below.has(ANY_KEY) ? key : ANY_KEY;
    const here = { path: [...path, key], name: name === '' ? step : `${name}.${step}`, release };
    const next = below.get(step);
    if (next) return mistakesIn(child, { ...here, known: next });
    if (type === 'open') return [];
    const problem = `is not a value of ${chartOf(release)}, which does not render with it`;
    return [{ rule: 'unknown-value', path: here.path, problem, fix: fixOf(here, [...below.keys()]) }];
  });
}

/** What other charts call values of this one. */
const OF_OTHER_CHARTS: Readonly<Record<string, string>> = {
  replicas: 'replicaCount',
  args: 'command.extraArgs',
  extraArgs: 'command.extraArgs',
  env: 'extraEnvs',
};

/** How many names a message lists at most. */
const MOST = 8;

/** @param siblings the keys that are known beside it */
function fixOf({ name, release: { version } }: Pick<Place, 'name' | 'release'>, siblings: readonly string[]): string {
  const isKnownTo = ({ valueTypes }: CollectorRelease) => Object.keys(valueTypes()).some((path) => isAtOrBelow(path, name));
  const newer = collectorReleases.firstAfter(version, isKnownTo);
  if (newer !== undefined) return `pin collector.chart ${newer} or newer, or remove it`;
  const meant = Object.hasOwn(OF_OTHER_CHARTS, name) ? OF_OTHER_CHARTS[name] : nearest(name.slice(name.lastIndexOf('.') + 1), siblings);
  if (meant !== undefined) return `did you mean ${meant}?`;
  return siblings.length > MOST ? 'remove it' : `use ${listedOr(siblings)}, or remove it`;
}

const isAtOrBelow = (path: string, name: string): boolean =>
  path === name || [`${name}.`, `${name}${ITEM}`].some((start) => path.startsWith(start));

/** What a value of the table is, besides what is listed below it. */
function typeOf({ type, below }: Known): ValueType {
  if (type !== undefined) return type;
  return below.has(ITEM) ? 'maps' : 'map';
}

interface Kind {
  readonly title: (type: ValueType) => string;
  readonly fits: (value: unknown, type: ValueType) => boolean;
}

const isList = (value: unknown, fits: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(fits);
const isText = (value: unknown): boolean => typeof value === 'string';
const MAP: Kind = { title: () => 'a map of keys', fits: isMap };
const choicesOf = (type: ValueType): readonly string[] => (typeof type === 'string' ? [] : type);

const KINDS: Readonly<Record<Extract<ValueType, string> | 'choice', Kind>> = {
  flag: { title: () => 'true or false', fits: (value) => typeof value === 'boolean' },
  text: { title: () => 'text', fits: isText },
  number: { title: () => 'a whole number', fits: Number.isInteger },
  'number or text': { title: () => 'a whole number or text', fits: (value) => Number.isInteger(value) || isText(value) },
  ...{ map: MAP, open: MAP },
  maps: { title: () => 'a list of maps', fits: (value) => isList(value, isMap) },
  texts: { title: () => 'a list of texts', fits: (value) => isList(value, isText) },
  list: { title: () => 'a list', fits: Array.isArray },
  any: { title: () => 'anything', fits: () => true },
  choice: {
    title: (type) => listedOr(choicesOf(type).filter((choice) => choice !== '')),
    fits: (value, type) => choicesOf(type).some((choice) => choice === value),
  },
};

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isMap(value) ? 'a map of keys' : JSON.stringify(value);
}
