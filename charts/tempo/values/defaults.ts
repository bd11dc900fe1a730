/**
 * Values that the user's own may replace: no cache without memcached, no paths to what does not run, the mirrors of images, labels and
 * annotations, and Pod Security.
 */
import type { Construct } from 'constructs';
import type { Values } from '../../helm-values/user-values';
import { metadataOf } from '../../metadata/of-app';
import { restrictedValues } from '../../namespaces/restricted';
import type { ImageMirrors } from '../../registry/image-mirrors';
import type { TempoConfig } from '../config';
import { cacheDefaults } from '../own-values/caches';
import { ingressDefaults } from '../own-values/ingress';
import { runsTempoQuery } from '../pods/labels';
import type { DistributedRelease, TempoRelease } from '../releases';
import { subchartsIn } from '../subcharts/values';
import { workloadsOf } from '../values';
import { distributedImages, monolithicImages } from './images';
import { distributedMetadata, monolithicMetadata } from './metadata';
import { DISTRIBUTED_RESTRICTED, MONOLITHIC_RESTRICTED, QUERY_RESTRICTED } from './restricted';

interface Of<Release> {
  readonly config: TempoConfig;
  readonly images: ImageMirrors;
  /** The release of the chart. */
  readonly shipped: Release;
  /** All other values. */
  readonly values: Values;
}

/** Those of tempo-distributed, several to be merged. */
export const distributedDefaults = (construct: Construct, { config, images, shipped, values }: Of<DistributedRelease>): object[] => [
  ...cacheDefaults(values, shipped),
  ...ingressDefaults(config, shipped),
  ...distributedImages(images, shipped, values),
  ...distributedMetadata(metadataOf(construct), shipped, workloadsOf(config, shipped), values),
  ...restrictedValues(construct, config.namespace, DISTRIBUTED_RESTRICTED),
  ...subchartsIn(values, shipped).flatMap(({ key, restricted }) =>
    restrictedValues(construct, config.namespace, restricted && { [key]: restricted }),
  ),
];

/** Those of the chart tempo. */
export const monolithicDefaults = (construct: Construct, { config, images, shipped, values }: Of<TempoRelease>): object[] => [
  ...monolithicImages(images, shipped, values),
  ...monolithicMetadata(metadataOf(construct), shipped, values),
  ...restrictedValues(construct, config.namespace, MONOLITHIC_RESTRICTED),
  ...(runsTempoQuery(values, shipped) ? restrictedValues(construct, config.namespace, QUERY_RESTRICTED) : []),
];
