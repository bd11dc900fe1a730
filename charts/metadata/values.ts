/** Helm values that give labels and annotations to what a chart renders. The user's own values win. */
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

/** The paths without those of parts of the chart that are off. @param isOff whether the part with this key is */
export const pathsOf = ({ labels, annotations }: MetadataPaths, isOff: (part: string) => boolean): MetadataPaths => {
  const on = (paths: readonly string[]) => paths.filter((path) => !isOff(path.split('.')[0] ?? ''));
  return { labels: on(labels), annotations: on(annotations) };
};

/** Whether values turn a part of a chart off. @param byDefault whether it is on without a value */
export const isOffIn = (values: Readonly<Record<string, unknown>>, part: string, byDefault: boolean): boolean =>
  (at(values, part, 'enabled') ?? byDefault) === false;
