/** Helm values that give labels and annotations to what a chart renders. The user's own values win. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at } from '../../lib/yaml/parsed';
import { singleValue } from '../merge-values';
import type { Metadata } from './config';

/**
 * The values of a chart that become labels and annotations, as paths with dots. Together they give each object at most one label of a
 * key, because some charts render a key twice otherwise. No value that reaches a selector or a claim is among them.
 */
export interface MetadataPaths {
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
}

/** @param paths those of the release; undefined if its chart has none @returns several values, to be merged */
export const metadataValues = (metadata: Metadata, paths: MetadataPaths | undefined): object[] =>
  paths
    ? (['labels', 'annotations'] as const).flatMap((kind) =>
        Object.keys(metadata[kind]).length > 0 ? paths[kind].map((path) => singleValue(path.split('.'), metadata[kind])) : [],
      )
    : [];

/** A part of a chart that exists only if a value turns it on. */
export interface ChartPart {
  /** The path of its values. */
  readonly below: string;
  /** The path of the value that turns it on, if Helm takes it for true. @default `enabled` below its values */
  readonly enabledBy?: string;
  /** Whether it exists without that value. @default false */
  readonly byDefault?: boolean;
}

/** The paths of what exists. @param isOff whether the value at a path has nothing to be rendered into */
export const pathsOf = ({ labels, annotations }: MetadataPaths, isOff: (path: string) => boolean): MetadataPaths => {
  const on = (paths: readonly string[]) => paths.filter((path) => !isOff(path));
  return { labels: on(labels), annotations: on(annotations) };
};

/** Whether a path belongs to a part that values turn off, or do not turn on. */
export const isOffIn = (values: Readonly<Record<string, unknown>>, parts: readonly ChartPart[], path: string): boolean =>
  parts.some(({ below, enabledBy = `${below}.enabled`, byDefault = false }) => {
    if (path !== below && !path.startsWith(`${below}.`)) return false;
    const value = at(values, ...enabledBy.split('.'));
    return !(value === undefined ? byDefault : isTrueInTemplate(value));
  });
