/** Merges the user's own Helm values last, and refuses values that would break the stack. */
import type { Findings } from '../../lib/cluster-file/findings';
import { at, isMap, leavesOf, type Path, textFrom } from '../../lib/yaml/parsed';
import { CLUSTER_RULES } from '../rules';
import { isArgumentPath, isArgumentsOption, isSameItem, mergeUserValues, withDefaults } from './merge-values';
import { type LostService, lostByMetadata, lostServices, type MonitoredServices } from './monitored-services';
import { replacedLabels, type SelectingLabelsAt } from './selecting-labels';
import { mistypedValues, textSwitches } from './value-types';
import { checkVariableSources, isNameOfVariable } from './variable-sources';

export type Values = Record<string, unknown>;

/**
 * Values that a user must not set: the path in the chart's values, what to do instead, the problem if it is not that this stack manages
 * them, and the value that they have where this stack sets none, as by default in the chart: a user may write it, as what this stack sets.
 */
export type ReservedValues = readonly (readonly [path: string, instead: string, problem?: string, anyway?: unknown])[];

const MANAGED = 'is managed by this stack';

export interface UserValuesProps {
  /** The key of the user's values in the cluster file. */
  readonly key: Path;
  readonly reserved: ReservedValues;
  /** Lists whose items may be in any order, among others: their paths, without list indices. @default none */
  readonly unordered?: RegExp;
  /** Flags that a user's argument list must not contain: a pattern, and what to do instead. */
  readonly flags: readonly (readonly [flag: RegExp, instead: string])[];
  /** Names of variables that this stack sets, or deliberately does not set, in the containers of the chart. */
  readonly variables: readonly string[];
  /** The labels by which pods of the chart are selected. @default none */
  readonly selecting?: SelectingLabelsAt;
  /** The ServiceMonitors of the chart, and what they select with all values. @default none */
  readonly monitors?: (merged: Values) => readonly MonitoredServices[];
  /** Whether the types of the values are judged elsewhere, by the schema of the chart. @default no */
  readonly isTyped?: boolean;
  readonly findings: Findings;
}

/**
 * Merges the user's values into those of this stack by `mergeUserValues`. A user's value that is reserved, or that replaces a value
 * of this stack, is an error at its place in the cluster file, as is one whose type breaks the chart.
 * @param propsOf called if the user has any values, which most clusters of a fleet have not
 */
export function withUserValues(ours: Values, values: Values, propsOf: () => UserValuesProps): Values {
  if (Object.keys(values).length === 0) return ours;
  const props = propsOf();
  const { key, findings } = props;
  const mistyped = mistypedValues(values);
  for (const { path, problem, fix } of mistyped) findings.error([...key, ...path], CLUSTER_RULES.says('mistyped-value', problem, fix));
  for (const { path, problem, fix } of props.isTyped ? [] : textSwitches(values))
    findings.warning([...key, ...path], CLUSTER_RULES.says('text-switch', problem, fix));
  checkVariableSources(values, key, findings);
  const merged = mergeUserValues(ours, values) as Values;
  const refused = leavesOf(values).flatMap(([path, value]) => {
    const reason = reservedBy(path, value, props);
    if (!reason) return [];
    const isSame = isArgumentOf(ours, path, value) || ('anyway' in reason && isAnyway(value, at(ours, ...path), reason.anyway));
    if (!isSame) return [{ path, reason }];
    findings.note([...key, ...path], CLUSTER_RULES.says('same-value', 'is what this stack has anyway', 'remove it'));
    return [];
  });
  for (const [path, { problem, fix }] of wholeLists(refused))
    findings.error([...key, ...path], CLUSTER_RULES.says('reserved-value', problem, fix));
  checkLabels(values, props, merged);

  const names = [...mistyped, ...refused].map(({ path }) => nameOf(path));
  const both = Object.keys(ours).filter((name) => Object.hasOwn(values, name));
  for (const [path, item] of both.flatMap((name) => leavesOf(ours[name], [name]))) {
    const isItem = props.unordered?.test(nameOf(path)) ?? false;
    if (isKept(path, ours, merged, isItem)) continue;
    const changed = longestIn(values, path);
    // Consequences of a value that is already refused are not reported.
    if (names.some((name) => name.startsWith(nameOf(changed)))) continue;
    const isShort = isItem && Array.isArray(at(values, ...changed));
    const problem = isShort ? `lacks ${textFrom(item)}, which this stack sets` : `would replace ${path.join('.')}, which this stack sets`;
    findings.error([...key, ...changed], CLUSTER_RULES.says('overridden-value', problem, isShort ? 'add it' : 'remove it'));
  }
  return merged;
}

/** A label of pods and Services is an error once. */
function checkLabels(values: Values, { key, selecting, monitors, findings }: UserValuesProps, merged: Values): void {
  const replaced: LostService[] = (selecting ? replacedLabels(values, selecting) : []).map(({ path, label }) => ({
    path,
    problem: `would replace ${label}, by which Services, workloads and network policies select these pods`,
  }));
  const lost = (monitors ? lostServices(values, merged, monitors(merged)) : []).filter(
    ({ path }) => !replaced.some((other) => same(other.path, path)),
  );
  for (const { path, problem, mayBeMeant = false } of [...replaced, ...lost]) reportLabel([...key, ...path], problem, mayBeMeant, findings);
}

/**
 * The user's values with defaults, among which are the labels of the cluster file. One with which no ServiceMonitor selects a Service any
 * more is an error there.
 */
export function withLabels(
  merged: Values,
  defaults: readonly object[],
  monitors: readonly MonitoredServices[],
  findings: Findings,
): Values {
  const all = withDefaults(merged, defaults);
  for (const { path, problem } of lostByMetadata(all, merged, monitors)) reportLabel(path, problem, false, findings);
  return all;
}

function reportLabel(path: Path, problem: string, mayBeMeant: boolean, findings: Findings): void {
  if (mayBeMeant) findings.warning(path, CLUSTER_RULES.says('selecting-label', problem, 'remove it, or accept that'));
  else findings.error(path, CLUSTER_RULES.says('selecting-label', problem, 'remove it, or use another label'));
}

interface Reason {
  readonly problem: string;
  readonly fix: string;
  /** The reserved path, if it is reserved by that. */
  readonly prefix?: string;
  readonly anyway?: unknown;
}

/** Why a user's value is reserved; undefined if it is not. */
function reservedBy(path: Path, value: unknown, { reserved, flags, variables }: UserValuesProps): Reason | undefined {
  if (isNameOfVariable(path) && variables.includes(textFrom(value)))
    return { problem: `the variable ${value} ${MANAGED}`, fix: 'remove it' };
  const name = nameOf(path);
  const [prefix, instead, problem = MANAGED, anyway] = reserved.find(([each]) => isAtOrBelow(name, each)) ?? [];
  if (instead) return { problem, fix: instead, prefix, anyway };
  // A null removes everything below it.
  const [removed] = (value === null && reserved.find(([prefix]) => prefix.startsWith(`${name}.`))) || [];
  if (removed !== undefined) return { problem: `null removes ${removed} too, which ${MANAGED}`, fix: 'remove this null, or write {}' };
  const argument = argumentAt(path, value);
  const [, flagInstead] = (argument !== undefined && flags.find(([flag]) => flag.test(argument))) || [];
  return flagInstead ? { problem: `"${argument}" ${MANAGED}`, fix: flagInstead } : undefined;
}

/** Values that are refused, with the reasons. A list is one of them, unless only something in it is reserved. */
function wholeLists(refused: readonly { path: Path; reason: Reason }[]): [Path, Reason][] {
  const all = refused.map(({ path, reason }): [Path, Reason] => {
    const index = path.findIndex((step) => typeof step === 'number');
    const list = path.slice(0, index);
    const isWhole = index !== -1 && reason.prefix !== undefined && isAtOrBelow(nameOf(list), reason.prefix);
    return [isWhole ? list : path, reason];
  });
  return [...new Map(all.map((each) => [each[0].join('.'), each])).values()];
}

/** Whether a value is the one at a prefix, or below it. @param name `tempo.storage.trace` */
export const isAtOrBelow = (name: string, prefix: string): boolean => name === prefix || name.startsWith(`${prefix}.`);

/** A path without list indices. */
const nameOf = (path: Path): string => path.filter((step) => typeof step === 'string').join('.');

/** Whether the user repeats an argument of this stack. */
function isArgumentOf(ours: Values, path: Path, value: unknown): boolean {
  const list = isArgumentPath(path) ? at(ours, ...path.slice(0, -1)) : undefined;
  return Array.isArray(list) && list.includes(value);
}

/** The argument at a path: an item of a list, or a key of a map as in the chart tempo; undefined if there is none. */
function argumentAt(path: Path, value: unknown): string | undefined {
  if (isArgumentPath(path)) return typeof value === 'string' ? value : undefined;
  return isArgumentsOption(path.at(-2)) ? `-${path.at(-1)}` : undefined;
}

/** Whether a value of this stack is unchanged by the merge. @param isItem whether it is an item of a list in any order */
function isKept(path: Path, ours: Values, merged: Values, isItem: boolean): boolean {
  if (!isArgumentPath(path) && !isItem) return same(at(ours, ...path), counterpart(ours, merged, path));
  const list = at(merged, ...path.slice(0, -1));
  return Array.isArray(list) && list.includes(at(ours, ...path));
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether a user's value changes nothing. For an empty text, templates use the default. */
const isAnyway = (value: unknown, ours: unknown, byDefault: unknown): boolean =>
  value !== null && (isWritten(ours ?? byDefault, value) || (value === '' && ours === undefined && typeof byDefault === 'string'));

/** Whether a user's value is one of this stack. Templates write a number as they write its text. */
const isWritten = (ours: unknown, value: unknown): boolean => same(ours, value) || (typeof ours === 'number' && value === String(ours));

/** The merged value for a path of this stack. In a list, the same text, or the item with the same name or URL. */
function counterpart(ours: unknown, merged: unknown, path: Path): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return merged;
  const own = at(ours, step);
  const item = Array.isArray(merged) ? merged.find((other) => other === own || isSameItem(own, other)) : undefined;
  return counterpart(own, item ?? at(merged, step), rest);
}

/** The longest part of a path that exists in the user's maps: the user's value that changes it. */
function longestIn(values: Values, path: Path): Path {
  let length = 0;
  for (let parent: unknown = values; isMap(parent) && length < path.length && Object.hasOwn(parent, String(path[length])); length++)
    parent = parent[String(path[length])];
  return path.slice(0, length);
}
