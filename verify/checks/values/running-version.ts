/** The version of the program that a release runs. */
import { isTempoChart } from '../../../charts/tempo/installed';
import { imageTagPath } from '../../../charts/tempo/own-values/image-tag';
import { distributedReleases } from '../../../charts/tempo/releases';
import { textAt } from '../../../lib/yaml/parsed';
import type { ChartNames } from '../../world/renamed-values';
import { versionOfImage } from '../../world/tempo';

/**
 * That of the image tag of Tempo in the values, else the one that the chart ships.
 * @param values all values of the release
 */
export function runningVersion(
  { name, version, appVersion }: Pick<ChartNames, 'name' | 'version' | 'appVersion'>,
  values: unknown,
): string | undefined {
  if (!isTempoChart(name)) return appVersion;
  const tag = textAt(values, ...imageTagPath({ chart: name === distributedReleases.name ? version : undefined }));
  return versionOfImage(`:${tag ?? ''}`) ?? appVersion;
}
