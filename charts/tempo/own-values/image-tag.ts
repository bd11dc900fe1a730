/** The version of Tempo that the user pins by an image tag. */
import { taggedRelease } from '../../../lib/releases/image-tag';
import { at, type Path } from '../../../lib/yaml/parsed';
import type { TempoConfig } from '../config';
import { tempoProduct } from '../product';
import type { TempoRelease } from '../releases';

/** The tag of Tempo's image, as a path in the values of the chart in use. */
export const imageTagPath = ({ chart }: Pick<TempoConfig, 'chart'>): readonly string[] =>
  chart === undefined ? ['tempo', 'tag'] : ['tempo', 'image', 'tag'];

/** The tag of Tempo's image, as a key of the cluster file. */
export const imageTagKey = (config: Pick<TempoConfig, 'chart'>): Path => ['tempo', 'values', ...imageTagPath(config)];

/** The release with the Tempo of the user's tag, if that tag can be used. */
export function withImageTag<Facts extends TempoRelease>(release: Facts, config: Pick<TempoConfig, 'chart' | 'values'>): Facts {
  const tagged = taggedRelease(tempoProduct, release.tempo.version, at(config.values, ...imageTagPath(config)));
  return tagged ? { ...release, tempo: tagged } : release;
}
