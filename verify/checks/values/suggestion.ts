/** Suggests what to use instead of a value without effect, from the chart's default values and templates. */
import { nearest } from '../../../lib/findings/nearest';
import { at, isMap, type Path } from '../../../lib/yaml/parsed';
import { type ChartNames, replacementOf } from '../../world/renamed-values';
import { nameOfPath } from '../../world/value-path';

/** The maximum number of suggested names. */
const MOST = 8;

/** The number of leading steps of a path, without indices, that are in the defaults or in some template of the chart. */
export function knownSteps(path: Path, { defaults, templateNames }: ChartNames): number {
  const steps = namesOf(path);
  const unknown = steps.findIndex((step, index) => at(defaults, ...steps.slice(0, index + 1)) === undefined && !templateNames.has(step));
  return unknown === -1 ? steps.length : unknown;
}

const namesOf = (path: Path): string[] => path.filter((step) => typeof step === 'string');

/**
 * What to do about a value without effect, as an imperative: use another key, or enable the component that it belongs to.
 * @param values all values of the release
 */
export function suggestion(path: Path, chart: ChartNames, values: unknown): string {
  const { defaults, templateNames } = chart;
  const steps = namesOf(path);
  const replacement = replacementOf(path, chart);
  if (replacement) return replacement;
  const off = switchedOff(steps, defaults, values);
  if (off) return `set ${nameOfPath(off)} (now false) to true, or remove this value`;
  const backend = steps.findIndex((step, index) => isNotChosen(steps.slice(0, index), step));
  if (backend !== -1) return `set ${nameOfPath([...steps.slice(0, backend), 'backend'])} to ${steps[backend]}`;
  const unknown = steps.findIndex((step, index) => at(defaults, ...steps.slice(0, index + 1)) === undefined && !isFree(step, index));
  if (unknown === -1) return 'remove it';
  const [before, step = '', after] = [steps.slice(0, unknown), steps[unknown], steps.slice(unknown + 1)];
  const siblings = keysAt(defaults, before);
  const meant = nearest(step, siblings) ?? (templateNames.has(step) || step.length < 4 ? undefined : nearest(step, templateNames));
  if (meant) return `use ${nameOfPath([...before, meant, ...after])}`;
  const ends = sameEndings(defaults, steps, unknown);
  if (ends.length > 0 && ends.length <= MOST) return `use ${alternatives(ends.map(nameOfPath))}`;
  if (siblings.length === 0 || before.length === 0) return 'remove it';
  const some = siblings.slice(0, MOST).join(', ');
  return `use one of the keys under ${nameOfPath(before)} (${some}${siblings.length > MOST ? ' and others' : ''}), or remove it`;

  /** True for `storage.trace.s3` if `storage.trace.backend` has another value. */
  function isNotChosen(before: Path, name: string): boolean {
    const chosen = at(values, ...before, 'backend') ?? at(defaults, ...before, 'backend');
    return typeof chosen === 'string' && chosen !== name && ['s3', 'gcs', 'azure', 'local'].includes(name);
  }

  /** True for a name below a map without defaults, which only templates use. */
  function isFree(name: string, index: number): boolean {
    return templateNames.has(name) && keysAt(defaults, steps.slice(0, index)).length === 0;
  }
}

const alternatives = (names: readonly string[]): string => (names.length > 3 ? `one of ${names.join(', ')}` : names.join(' or '));

const keysAt = (value: unknown, path: Path): string[] => {
  const found = at(value, ...path);
  return isMap(found) ? Object.keys(found) : [];
};

/** The path of `enabled: false` in a map that contains the value, except the value itself. */
function switchedOff(steps: readonly string[], defaults: unknown, values: unknown): Path | undefined {
  for (let length = steps.length; length > 0; length--) {
    const path = [...steps.slice(0, length), 'enabled'];
    if (nameOfPath(path) !== nameOfPath(steps) && (at(values, ...path) ?? at(defaults, ...path)) === false) return path;
  }
  return undefined;
}

/** Paths in the defaults with the same last steps: the key was moved, or its parent is missing. */
function sameEndings(defaults: unknown, steps: readonly string[], unknown: number): Path[] {
  const wanted = steps.slice(unknown);
  const [first = ''] = wanted;
  const found: { path: Path; shared: number }[] = [];
  const walk = (value: unknown, path: readonly string[]) => {
    if (!isMap(value) || path.length > 8) return;
    for (const [key, child] of Object.entries(value)) {
      const here = [...path, key];
      if (key.toLowerCase() === first.toLowerCase() && at(child, ...wanted.slice(1)) !== undefined)
        found.push({ path: [...here, ...wanted.slice(1)], shared: steps.filter((step) => here.includes(step)).length });
      walk(child, here);
    }
  };
  // A common name such as `enabled` is not a useful suggestion.
  if (!['enabled', 'name', 'value', 'annotations', 'labels', 'image', 'tag', 'existingSecret'].includes(first)) walk(defaults, []);
  const most = Math.max(0, ...found.map(({ shared }) => shared));
  return found.filter(({ shared }) => shared === most).map(({ path }) => path);
}
