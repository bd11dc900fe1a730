/** Suggests what to use instead of a value without effect, from the chart's default values and templates. */
import { isDeepStrictEqual } from 'node:util';
import { fieldsOf, typeAt } from '../../../charts/tempo/config-fields/fields';
import { isTempoChart } from '../../../charts/tempo/installed';
import { tempoProduct } from '../../../charts/tempo/product';
import { monolithicReleases } from '../../../charts/tempo/releases';
import { insteadOf } from '../../../charts/tempo/values/reserved';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { at, isMap, leavesOf, type Path } from '../../../lib/yaml/parsed';
import { type ChartNames, replacementOf } from '../../world/renamed-values';
import { nameOfPath } from '../../world/value-path';
import { receiverValues } from './receiver-keys';
import { isOfTenant, limitKey, meansRetention, retentionKey, tempoKeys } from './tempo-keys';

/** The maximum number of suggested names. */
const MOST = 8;

/** The number of leading steps of a path, without indices, that are in the defaults or in some template of the chart. */
export function knownSteps(path: Path, { defaults, templateNames }: ChartNames): number {
  const steps = namesOf(path);
  const unknown = steps.findIndex((step, index) => at(defaults, ...steps.slice(0, index + 1)) === undefined && !templateNames.has(step));
  return unknown === -1 ? steps.length : unknown;
}

const namesOf = (path: Path): string[] => path.filter((step) => typeof step === 'string');

/** Something to do about a value without effect, as an imperative. */
export interface Suggestion {
  readonly fix: string;
  /** The place of the value that it proposes. The value must have an effect there. @default the fix needs no trial */
  readonly moved?: readonly string[];
  /** What else it sets for that. */
  readonly set?: { readonly path: Path; readonly value: unknown };
  /** What it writes there, if not the value as it is. */
  readonly parts?: readonly { readonly path: Path; readonly value: unknown }[];
  /** Whether some value of the map is one that the stack manages, so that only the others may be moved there. @default false */
  readonly onlyWithin?: boolean;
}

/**
 * What may be done about a value without effect, the best first: use another key, or enable the component that it belongs to.
 * @param values all values of the release
 * @param isOurs whether synth wrote it, so that the cluster file decides the backend of the storage and the retention
 */
export function suggestions(path: Path, chart: ChartNames, values: unknown, isOurs = false): Suggestion[] {
  const steps = namesOf(path);
  const known = replacementOf(path, chart);
  if (known !== undefined) return [{ fix: known }];
  const ofTempo = keysOfTempo(path, chart, values, isOurs);
  if (isOfTenant(steps, chart)) return ofTempo;
  const retention = retentionKey(chart, values);
  const mayBe = (some: readonly Suggestion[]) => (isOurs ? settable(some, steps, chart, at(values, ...path)) : some);
  return [
    ...ofTempo,
    ...receiversOn(path, chart, values, isOurs),
    ...switchedOn(steps, chart, values),
    ...chosen(steps, chart, values, isOurs),
    ...overridden(steps, chart),
    ...mayBe(inConfiguration(steps, chart)),
    // Another retention must not become that of traces.
    ...mayBe(otherKeys(steps, chart).filter((other) => !isDeepStrictEqual(other.moved, retention))),
    ...mayBe(asField(steps, chart, isOurs)),
  ];
}

/**
 * The same for a value in a map that as a whole can only be removed: what would give the map an effect with other values, or its own place.
 * @param above what is suggested for the map
 */
export function suggestionsWithin(
  path: Path,
  above: readonly Suggestion[],
  { values, chart, isOurs }: { readonly values: unknown; readonly chart: ChartNames; readonly isOurs: boolean },
): Suggestion[] {
  const steps = namesOf(path);
  const key = path.at(-1);
  const below = above.flatMap(({ fix, moved: to, set, parts }): Suggestion[] => {
    if (!to || parts || typeof key !== 'string') return [];
    const place = [...to, key];
    return [set ? { fix, moved: place, set } : moved(place)];
  });
  const places = [...below, ...asField(steps, chart, isOurs)];
  const ofTempo = [...keysOfTempo(path, chart, values, isOurs), ...receiversOn(path, chart, values, isOurs)];
  return [...ofTempo, ...(isOurs ? settable(places, steps, chart, at(values, ...path)) : places)];
}

const moved = (path: readonly string[]): Suggestion => ({ fix: `use ${nameOfPath(path)}`, moved: path });

/** Where Tempo's own charts have a setting that is elsewhere. */
function keysOfTempo(path: Path, chart: ChartNames, values: unknown, isOurs: boolean): Suggestion[] {
  const steps = namesOf(path);
  const retention = retentionKey(chart, values);
  return [
    ...tempoKeys(steps, chart).map((key) => inNestedFormat(key, at(values, ...path))),
    ...(retention && meansRetention(steps) ? [retained(retention, isOurs)] : []),
  ];
}

/** To enable the receivers where the chart does. */
function receiversOn(path: Path, chart: ChartNames, values: unknown, isOurs: boolean): Suggestion[] {
  const places = receiverValues(namesOf(path), chart.name, at(values, ...path));
  const [first] = places ?? [];
  if (!places || !first) return [];
  const instead = isOurs ? managed(namesOf(first.path).slice(0, 2), chart) : undefined;
  if (instead !== undefined) return [{ fix: instead }];
  const isSwitch = first.value === true;
  const names = listed(places.map((place) => nameOfPath(place.path)));
  return [{ fix: isSwitch ? `set ${names} to true` : `use ${names}`, moved: namesOf(first.path), parts: places }];
}

/** To set how long traces are kept. */
const retained = (key: readonly string[], isOurs: boolean): Suggestion =>
  isOurs ? { ...moved(key), fix: 'set tempo.retention in the cluster file instead' } : moved(key);

/** To use another key, where the settings of a map have the names and places of that key. */
function inNestedFormat(key: readonly string[], value: unknown): Suggestion {
  const limits = key.at(-1) === 'defaults' && isMap(value) ? Object.entries(value) : [];
  const parts = limits.map(([name, limit]) => ({ path: limitKey(key, name), value: limit }));
  if (limits.every(([name]) => isDeepStrictEqual(limitKey(key, name), [...key, name]))) return moved(key);
  const isInside = (path: readonly string[]) => path.length > key.length;
  const inside = parts.flatMap(({ path }) => (isInside(path) ? nameOfPath(path.slice(key.length)) : []));
  const beside = parts.flatMap(({ path }) => (isInside(path) ? [] : nameOfPath(path)));
  const used = [...(inside.length > 0 ? [`${nameOfPath(key)} with ${listed(inside)}`] : []), ...beside];
  return { ...moved(key), fix: `use ${used.join(', and ')}`, parts };
}

/** To set a field of Tempo, for which the chart has no value, in the configuration itself. */
function inConfiguration(steps: readonly string[], { defaults, appVersion = '' }: ChartNames): Suggestion[] {
  const [workload = '', config, ...rest] = steps;
  const field = [workload.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), ...rest];
  const free = ['tempo', 'structuredConfig'];
  const isField = typeAt(fieldsOf(appVersion)?.config ?? '?', field) !== undefined;
  return config === 'config' && isMap(at(defaults, ...free)) && isField ? [moved([...free, ...field])] : [];
}

/** Without what moves a value to a place that synth refuses. */
const settable = (some: readonly Suggestion[], steps: readonly string[], chart: ChartNames, value: unknown): Suggestion[] =>
  some
    .flatMap((one) => byKey(one, steps, chart))
    .map((one) => {
      const isManaged = leavesOf(value).some(([leaf]) => one.moved && managed([...one.moved, ...namesOf(leaf)], chart) !== undefined);
      return isManaged ? { ...one, onlyWithin: true } : one;
    });

/** What is in the place of a value that the stack manages: the key of the cluster file for one beside it or misspelt, else nothing. */
function byKey(one: Suggestion, steps: readonly string[], chart: ChartNames): Suggestion[] {
  const place = one.moved;
  const fix = place && managed(place, chart);
  if (!place || fix === undefined) return [one];
  const isBeside = nameOfPath(place.slice(0, -1)) === nameOfPath(steps.slice(0, -1));
  return isBeside || isRespelt(steps, place) ? [{ fix }] : [];
}

/** Whether a path differs from the place only by the spelling of one name. */
function isRespelt(steps: readonly string[], place: readonly string[]): boolean {
  const names = steps.flatMap((step, index) => (step === place[index] ? [] : [[step, place[index] ?? ''] as const]));
  return steps.length === place.length && names.length === 1 && names.every(([step, meant]) => nearest(step, [meant]) !== undefined);
}

/** What a cluster file says instead of a value that its stack manages; undefined if a user may set it. */
function managed(path: readonly string[], { name, appVersion }: ChartNames): string | undefined {
  return isTempoChart(name) ? insteadOf(path, name, tempoProduct.find(appVersion ?? '').release?.kafka === true) : undefined;
}

/** To write a field of Tempo's configuration where the chart takes it: in `tempo.structuredConfig`, or below `tempo` of the chart tempo. */
function asField(steps: readonly string[], chart: ChartNames, isOurs: boolean): Suggestion[] {
  const { name, defaults, appVersion = '' } = chart;
  if (!isTempoChart(name)) return [];
  const field = fieldIn(steps);
  const [first = '', ...rest] = field;
  const free = ['tempo', 'structuredConfig'];
  const inDistributed = isMap(at(defaults, ...free)) ? [[...free, ...field]] : [];
  const places = name === monolithicReleases.name ? [first, inCamelCase(first)].map((key) => ['tempo', key, ...rest]) : inDistributed;
  const instead = isOurs ? places.map((place) => managed(place, chart)).find((fix) => fix !== undefined) : undefined;
  if (instead !== undefined) return [{ fix: instead }];
  return typeAt(fieldsOf(appVersion)?.config ?? '?', field) === undefined ? [] : places.map(moved);
}

/** Users of the other chart of Tempo write a field below `tempo`, or below `tempo.structuredConfig`. */
function fieldIn(steps: readonly string[]): readonly string[] {
  if (steps[0] !== 'tempo') return steps;
  return steps.slice(steps[1] === 'structuredConfig' ? 2 : 1);
}

/** `queryFrontend` for `query_frontend` */
const inCamelCase = (name: string): string => name.replace(/_[a-z]/g, (part) => part.slice(1).toUpperCase());

/** To enable the component that it belongs to. */
function switchedOn(steps: readonly string[], { defaults }: ChartNames, values: unknown): Suggestion[] {
  const path = switchedOff(steps, defaults, values);
  if (!path) return [];
  return [{ fix: `set ${nameOfPath(path)} (now false) to true, or remove this value`, moved: steps, set: { path, value: true } }];
}

/** To set the global value that wins over it, such as `global.image.registry` of tempo-distributed. */
function overridden(steps: readonly string[], { defaults }: ChartNames): Suggestion[] {
  const path = ['global', ...steps.slice(-2)];
  return steps.length > 2 && steps[0] !== 'global' && at(defaults, ...path) ? [moved(path)] : [];
}

const BACKENDS = ['s3', 'gcs', 'azure', 'local'];

/** For `storage.trace.s3`: to choose that backend, if `storage.trace.backend` is another one. */
function chosen(steps: readonly string[], { defaults }: ChartNames, values: unknown, isOurs: boolean): Suggestion[] {
  for (const [index, name] of steps.entries()) {
    const path = [...steps.slice(0, index), 'backend'];
    const current = at(values, ...path) ?? at(defaults, ...path);
    if (typeof current === 'string' && current !== name && BACKENDS.includes(name)) {
      const fix = isOurs ? `remove it, or set tempo.storage.${name} in the cluster file` : `set ${nameOfPath(path)} to ${name}`;
      return [{ fix, moved: steps, set: { path, value: name } }];
    }
  }
  return [];
}

/** To use another key instead of the first unknown one. */
function otherKeys(steps: readonly string[], chart: ChartNames): Suggestion[] {
  const { defaults, templateNames } = chart;
  const unknown = firstUnknown(steps, chart);
  if (unknown === -1) return [];
  const [before, step = '', after] = [steps.slice(0, unknown), steps[unknown], steps.slice(unknown + 1)];
  const siblings = keysAt(defaults, before);
  // A map without defaults is copied as it is, so names of templates are not meant there.
  const isCopied = before.length > 0 && isEmptyMap(at(defaults, ...before));
  const meant =
    nearest(step, siblings) ?? (isCopied || templateNames.has(step) || step.length < 4 ? undefined : nearest(step, templateNames));
  const ends = [...sameEndings(defaults, steps, unknown), ...sameEndings(defaults, steps, steps.length - 1)];
  const others = [...(meant ? [[...before, meant, ...after]] : []), ...(ends.length <= MOST ? ends : [])];
  return [...new Map(others.map((path) => [nameOfPath(path), path])).values()].map(moved);
}

/** A name below a map without defaults is known if templates use it. */
function firstUnknown(steps: readonly string[], { defaults, templateNames }: ChartNames): number {
  const isFree = (name: string, index: number) => templateNames.has(name) && keysAt(defaults, steps.slice(0, index)).length === 0;
  return steps.findIndex((step, index) => at(defaults, ...steps.slice(0, index + 1)) === undefined && !isFree(step, index));
}

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

/** A map without defaults may take any key. */
const isEmptyMap = (value: unknown): boolean => isMap(value) && Object.keys(value).length === 0;

/** Paths in the defaults with the same last steps: the key was moved, or its parent is missing. */
function sameEndings(defaults: unknown, steps: readonly string[], unknown: number): string[][] {
  const wanted = steps.slice(unknown);
  const [first = ''] = wanted;
  const found: { path: string[]; shared: number }[] = [];
  const walk = (value: unknown, path: readonly string[]) => {
    if (!isMap(value) || path.length > 8) return;
    for (const [key, child] of Object.entries(value)) {
      const here = [...path, key];
      if (key.toLowerCase() === first.toLowerCase() && (isEmptyMap(child) || at(child, ...wanted.slice(1)) !== undefined))
        found.push({ path: [...here, ...wanted.slice(1)], shared: steps.filter((step) => here.includes(step)).length });
      walk(child, here);
    }
  };
  // A common name such as `enabled` is not a useful suggestion.
  if (!['enabled', 'name', 'value', 'annotations', 'labels', 'image', 'tag', 'existingSecret'].includes(first)) walk(defaults, []);
  const most = Math.max(0, ...found.map(({ shared }) => shared));
  return found.filter(({ shared }) => shared === most).map(({ path }) => path);
}
