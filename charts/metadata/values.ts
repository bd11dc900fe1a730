/** Helm values that give labels and annotations to what a chart renders. The user's own values win. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, isMap, mapAt } from '../../lib/yaml/parsed';
import { singleValue } from '../helm-values/merge-values';
import type { Metadata } from './config';
import { isEmpty } from './of-app';

/**
 * The values of a chart that become labels and annotations, as paths with dots. Together they give each object at most one label of a
 * key, because some charts render a key twice otherwise. No value that reaches a selector or a claim is among them.
 */
export interface MetadataPaths {
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
  /** The values for the labels of all objects, of which one may be among those above. @default the chart has none */
  readonly all?: readonly string[];
  /** Whether one of those above is for the labels of all pods. @default false */
  readonly hasAllPods?: boolean;
}

/**
 * The values of what exists, several to be merged.
 * @param paths those of the release and of what belongs to it; they are asked for only if there is something to set
 * @param isOff whether the value at a path has nothing to be rendered into. @default none is
 */
export const metadataValues = (
  metadata: Metadata,
  paths: () => readonly (MetadataPaths | undefined)[],
  isOff: (path: string) => boolean = () => false,
): object[] =>
  isEmpty(metadata) ? [] : paths().flatMap((each) => (each ? KINDS.flatMap((kind) => valuesAt(each[kind], metadata[kind], isOff)) : []));

const KINDS = ['labels', 'annotations'] as const;

const valuesAt = (paths: readonly string[], value: Metadata[(typeof KINDS)[number]], isOff: (path: string) => boolean): object[] =>
  Object.keys(value).length > 0 ? paths.filter((path) => !isOff(path)).map((path) => singleValue(path.split('.'), value)) : [];

/** In a path, in place of a name of the user's own. */
export const ANY = '*';

/**
 * A path with the names that are on, of which one with a dot has none.
 * @param byDefault whether one below a path is on unless a value turns it off. @default none is
 */
export function namedPaths(path: string, values: Readonly<Record<string, unknown>>, byDefault = (_: string) => false): string[] {
  const [above = '', field] = path.split(`.${ANY}.`);
  if (field === undefined) return [path];
  return Object.entries(mapAt(values, ...above.split('.'))).flatMap(([name, named]) => {
    const enabled = at(named, 'enabled');
    const isOn = enabled === undefined ? isMap(named) && byDefault(above) : isTrueInTemplate(enabled);
    return isOn && !name.includes('.') ? [`${above}.${name}.${field}`] : [];
  });
}

/** A part of a chart that exists only if a value turns it on. */
export interface ChartPart {
  /** The path of its values. */
  readonly below: string;
  /** The path of the value that turns it on, if Helm takes it for true. @default `enabled` below its values */
  readonly enabledBy?: string;
  /** Whether it exists without that value. @default false */
  readonly byDefault?: boolean;
}

/** Whether a path belongs to a part that values turn off, or do not turn on. */
export const isOffIn = (values: Readonly<Record<string, unknown>>, parts: readonly ChartPart[], path: string): boolean =>
  parts.some(({ below, enabledBy = `${below}.enabled`, byDefault = false }) => {
    if (path !== below && !path.startsWith(`${below}.`)) return false;
    const value = at(values, ...enabledBy.split('.'));
    return !(value === undefined ? byDefault : isTrueInTemplate(value));
  });
