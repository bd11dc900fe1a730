/** The user's own Helm values on top of ours: merged last, and never against what this project promises. */

import type { Findings } from '../lib/findings/findings';
import type { Path } from '../lib/yaml/parsed';
import { at, isMap, leavesOf } from '../lib/yaml/parsed';

export type Values = Record<string, unknown>;

/** What a user's value must not touch: its path in the chart's values, and how to say it instead. */
export type Decided = readonly (readonly [path: string, instead: string])[];

export interface UserValuesProps {
  readonly values: Values;
  /** The key of the user's values in the cluster file. */
  readonly key: Path;
  readonly decided: Decided;
  /** Flags that a user's argument list must not bring: a pattern, and how to say it instead. */
  readonly flags: readonly (readonly [flag: RegExp, instead: string])[];
  /** Names of variables that this stack sets, or leaves unset on purpose. */
  readonly variables: readonly string[];
  readonly findings: Findings;
}

/**
 * Our values with the user's on top: maps deep, lists of named items by name, lists of arguments one after the other, other
 * lists replaced; a null survives, as Helm reads it as "without the chart's default".
 */
export function withUserValues(ours: Values, { values, key, decided, flags, variables, findings }: UserValuesProps): Values {
  const refused: string[] = [];
  const refuse = (path: Path, message: string) => {
    refused.push(nameOf(path));
    findings.error([...key, ...path], message);
  };
  for (const [path, value] of leavesOf(values)) {
    const name = nameOf(path);
    const [, instead] =
      decided.find(([prefix]) => name === prefix || name.startsWith(`${prefix}.`) || (value === null && prefix.startsWith(`${name}.`))) ??
      [];
    const argument = argumentAt(path, value);
    const [, flagInstead] = (argument !== undefined && flags.find(([flag]) => flag.test(argument))) || [];
    if (path.at(-1) === 'name' && variables.includes(String(value)))
      refuse(path, `${value} is a variable that this stack decides on; leave it out`);
    else if (instead) refuse(path, `would change what this stack decides; ${instead}`);
    else if (flagInstead) refuse(path, `"${argument}" would change what this stack decides; ${flagInstead}`);
  }
  const merged = merge(ours, values, []) as Values;
  for (const [path] of leavesOf(ours)) {
    if (
      isArguments(path)
        ? holds(at(merged, ...path.slice(0, -1)), at(ours, ...path))
        : same(at(ours, ...path), counterpart(ours, merged, path))
    )
      continue;
    const changed = longestIn(values, path);
    // What follows from a value that is refused already is no news.
    if (refused.some((name) => name.startsWith(nameOf(changed)))) continue;
    refuse(changed, `would change ${path.join('.')}, which this stack decides; leave it out`);
  }
  return merged;
}

/** A path without the numbers of list items. */
const nameOf = (path: Path): string => path.filter((step) => typeof step === 'string').join('.');

function merge(ours: unknown, user: unknown, path: Path): unknown {
  if (isMap(ours) && isMap(user)) {
    const keys = [...new Set([...Object.keys(ours), ...Object.keys(user)])];
    return Object.fromEntries(
      keys.map((key) => [key, key in user ? (key in ours ? merge(ours[key], user[key], [...path, key]) : user[key]) : ours[key]]),
    );
  }
  if (Array.isArray(ours) && Array.isArray(user)) {
    if (isArguments(path)) return [...ours, ...user];
    if ([...ours, ...user].every((item) => isMap(item) && typeof item.name === 'string')) {
      const kept = ours.filter(({ name }) => !user.some((item) => item.name === name));
      return [...kept, ...user];
    }
  }
  return user;
}

const ARGUMENT_LISTS = ['extraArgs', 'additionalArguments', 'globalArguments'];

/** Whether the path leads to a list of a program's arguments, or to one of them. */
const isArguments = (path: Path): boolean => ARGUMENT_LISTS.includes(String(path.findLast((step) => typeof step === 'string')));

/** The argument that a value stands for: an item of a list, or a key of a map as the chart tempo has it. */
function argumentAt(path: Path, value: unknown): string | undefined {
  if (isArguments(path)) return typeof value === 'string' ? value : undefined;
  return ARGUMENT_LISTS.includes(String(path.at(-2))) ? `-${path.at(-1)}` : undefined;
}

/** Whether a list of arguments still has one. */
const holds = (list: unknown, argument: unknown): boolean => Array.isArray(list) && list.includes(argument);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What became of ours at a path: in a list of named items, of the one of the same name. */
function counterpart(ours: unknown, merged: unknown, path: Path): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return merged;
  const own = at(ours, step);
  const named =
    isMap(own) && typeof own.name === 'string' && Array.isArray(merged)
      ? merged.find((item) => isMap(item) && item.name === own.name)
      : undefined;
  return counterpart(own, named ?? at(merged, step), rest);
}

/** As far as a path of ours leads in the user's maps: what the user wrote that changes it. */
function longestIn(values: Values, path: Path): Path {
  let length = 0;
  for (let parent: unknown = values; isMap(parent) && length < path.length && String(path[length]) in parent; length++)
    parent = parent[String(path[length])];
  return path.slice(0, length);
}
