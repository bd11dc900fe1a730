/** What was probably meant by a value that does nothing, from the chart's own default values. */
import { at } from '../lib/dig';
import { isMap } from '../lib/is-map';
import { nearest } from '../lib/nearest';
import { nameOfPath, type ValuePath } from './leaves';

/** More than these are no help. */
const MOST = 8;

/**
 * What to do about a value that does nothing, as a phrase: another key, or what switches it on.
 * @param defaults the chart's default values
 * @param values the values as they are
 */
export function suggestion(path: ValuePath, defaults: unknown, values: unknown): string {
  const steps = path.filter((step) => typeof step === 'string');
  const off = switchedOff(steps, defaults, values);
  if (off) return `${nameOfPath(off)} is false, so set that to true, or leave this out`;
  const unknown = steps.findIndex((_, index) => at(defaults, ...steps.slice(0, index + 1)) === undefined);
  if (unknown === -1) return 'leave it out';
  const [before, step = '', after] = [steps.slice(0, unknown), steps[unknown], steps.slice(unknown + 1)];
  const siblings = keysAt(defaults, before);
  const meant = nearest(step, siblings);
  if (meant) return `write ${nameOfPath([...before, meant, ...after])}`;
  const elsewhere = sameEndings(defaults, steps, unknown);
  if (elsewhere.length > 0) return `write ${elsewhere.map(nameOfPath).join(' or ')}`;
  if (siblings.length === 0 || before.length === 0) return 'leave it out';
  const some = siblings.slice(0, MOST).join(', ');
  return `the chart has ${some}${siblings.length > MOST ? ' and others' : ''} under ${nameOfPath(before)}; write one of these, or leave it out`;
}

const keysAt = (value: unknown, path: ValuePath): string[] => {
  const found = at(value, ...path);
  return isMap(found) ? Object.keys(found) : [];
};

/** The `enabled: false` that the value stands under, and which is not the value itself. */
function switchedOff(steps: readonly string[], defaults: unknown, values: unknown): ValuePath | undefined {
  for (let length = steps.length - 1; length > 0; length--) {
    const path = [...steps.slice(0, length), 'enabled'];
    if (nameOfPath(path) !== nameOfPath(steps) && (at(values, ...path) ?? at(defaults, ...path)) === false) return path;
  }
  return undefined;
}

/** Paths in the defaults that end like the one that is not there: a key that was moved, or that lacks its parent. */
function sameEndings(defaults: unknown, steps: readonly string[], unknown: number): ValuePath[] {
  const wanted = steps.slice(unknown);
  const [first = ''] = wanted;
  const found: { path: ValuePath; shared: number }[] = [];
  const walk = (value: unknown, path: readonly string[]) => {
    if (!isMap(value) || path.length > 8) return;
    for (const [key, child] of Object.entries(value)) {
      const here = [...path, key];
      if (key.toLowerCase() === first.toLowerCase() && at(child, ...wanted.slice(1)) !== undefined)
        found.push({ path: [...here, ...wanted.slice(1)], shared: steps.filter((step) => here.includes(step)).length });
      walk(child, here);
    }
  };
  // A name such as `enabled` is everywhere, and so leads nowhere.
  if (!['enabled', 'name', 'value', 'annotations', 'labels', 'image', 'tag'].includes(first)) walk(defaults, []);
  const most = Math.max(0, ...found.map(({ shared }) => shared));
  const best = found.filter(({ shared }) => shared === most).map(({ path }) => path);
  return best.length <= 3 ? best : [];
}
