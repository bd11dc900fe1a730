/** Values that the user's own may replace: the mirror of its image and, in a release of this stack, labels, annotations and Pod Security. */
import type { Construct } from 'constructs';
import { metadataOf } from '../metadata/of-app';
import { metadataValues } from '../metadata/values';
import { restrictedValues } from '../namespaces/restricted';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { TraefikConfig } from './config';
import { traefikImages } from './image-values';
import { TRAEFIK_NAMESPACE, type TraefikChartRelease } from './releases';

/** @returns several, to be merged */
export function traefikDefaults(
  construct: Construct,
  { via, namespace = TRAEFIK_NAMESPACE }: Pick<TraefikConfig, 'via' | 'namespace'>,
  images: ImageMirrors,
  release: TraefikChartRelease,
): object[] {
  if (via !== 'release') return traefikImages(images, release);
  const { metadata, restricted } = release;
  return [
    ...traefikImages(images, release),
    ...metadataValues(metadataOf(construct), metadata),
    ...restrictedValues(construct, namespace, restricted),
  ];
}
