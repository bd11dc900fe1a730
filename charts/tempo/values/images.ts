/** Helm values that send the images of Tempo's charts to their mirrors. The user's own values win. */
import { at, listAt } from '../../../lib/yaml/parsed';
import { singleValue } from '../../helm-values/merge-values';
import type { Values } from '../../helm-values/user-values';
import { type ImageMirrors, inOneValue } from '../../registry/image-mirrors';
import type { ImagePlace } from '../../registry/own-values';
import { cachesOf, runsTempoQuery } from '../pods/labels';
import type { DistributedRelease, TempoRelease } from '../releases';
import { isMinioMonitored, MINIO_PULL_SECRETS } from '../releases/bundled-minio';
import { subchartImages, subchartsIn } from '../subcharts/values';

/** For every pod of the chart, by its ServiceAccount. */
function pullSecretValues({ pullSecrets }: ImageMirrors): Values {
  return pullSecrets.length === 0 ? {} : { serviceAccount: { imagePullSecrets: pullSecrets } };
}

/**
 * The values for tempo-distributed, several to be merged.
 * @param values all other values: only an image that they use has a value
 */
export function distributedImages(mirrors: ImageMirrors, release: DistributedRelease, values: Values): Values[] {
  const { imageRegistry = [], minio } = release;
  const tempo = mirrors.parts('docker.io/grafana/tempo');
  const cache = mirrors.parts('docker.io/library/memcached');
  return [
    // The user's registry for all images of Tempo wins over the global one, which then has no effect.
    ...(tempo && !at(values, 'tempo', 'image', 'registry') ? [singleValue(imageRegistry, tempo.registry)] : []),
    ...(cache && cachesOf(values, release).length > 0 ? [{ memcached: { image: { repository: cache.repository } } }] : []),
    ...(minio && at(values, 'minio', 'enabled') === true ? minioImages(mirrors, minio.images, values) : []),
    ...subchartsIn(values, release).flatMap((subchart) => subchartImages(mirrors, subchart)),
    pullSecretValues(mirrors),
  ];
}

/** Those of its own MinIO that values turn on, by their keys. */
const imagesOfMinio = (
  { server, client, kubectl }: NonNullable<DistributedRelease['minio']>['images'],
  values: Values,
): (readonly [key: string, image: string])[] => [
  ['image', server],
  ['mcImage', client],
  ...(kubectl && isMinioMonitored(values) ? [['helmKubectlJqImage', kubectl] as const] : []),
];

function minioImages(mirrors: ImageMirrors, images: NonNullable<DistributedRelease['minio']>['images'], values: Values): Values[] {
  // Lists of the user's own are merged with those of this stack by name, and this one must have a single item.
  const own = listAt(values, ...MINIO_PULL_SECRETS);
  return [
    ...imagesOfMinio(images, values).flatMap(([key, image]) => {
      const parts = mirrors.parts(image);
      return parts ? [{ minio: { [key]: { repository: inOneValue(parts) } } }] : [];
    }),
    ...(mirrors.pullSecrets.length > 0 ? [singleValue(MINIO_PULL_SECRETS, own.length > 0 ? own : mirrors.pullSecrets)] : []),
  ];
}

/** The values of tempo-distributed for images that their own names do not tell. */
export const distributedImagePlaces = (release: DistributedRelease, values: Values): ImagePlace[] =>
  [
    ...(release.minio ? imagesOfMinio(release.minio.images, values).map(([key]) => ['minio', key]) : []),
    ...subchartsIn(values, release).flatMap(({ key, hasRegistry }) => (hasRegistry ? [] : [[key, 'image']])),
  ].map((path) => ({ path: [...path, 'repository'].join('.'), has: 'name' }));

/** The values for the chart tempo. */
export function monolithicImages(mirrors: ImageMirrors, release: TempoRelease, values: Values): Values[] {
  const { imageRegistry } = release;
  const tempo = mirrors.parts('docker.io/grafana/tempo');
  const query = mirrors.parts('docker.io/grafana/tempo-query');
  return [
    ...(tempo ? [imageRegistry ? singleValue(imageRegistry, tempo.registry) : { tempo: { repository: inOneValue(tempo) } }] : []),
    ...(query && runsTempoQuery(values, release) ? [{ tempoQuery: { repository: inOneValue(query) } }] : []),
    pullSecretValues(mirrors),
  ];
}

/** The values of the chart tempo for images that their own names do not tell. */
export const monolithicImagePlaces = (release: TempoRelease, values: Values): ImagePlace[] => [
  release.imageRegistry ? { path: release.imageRegistry.join('.'), has: 'registry' } : { path: 'tempo.repository', has: 'name' },
  ...(runsTempoQuery(values, release) ? [{ path: 'tempoQuery.repository', has: 'name' } as const] : []),
];
