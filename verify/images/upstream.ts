/** Where an image of a mirror is from, for those of this stack. */
import { IMAGE as COLLECTOR_IMAGE } from '../../charts/collector/releases';
import { emojivoto } from '../../charts/emojivoto/release';
import { HARD_CODED, WEBHOOK_IMAGE } from '../../charts/linkerd/image-values';
import { type MirrorConfig, mirrorWith } from '../../charts/registry/image-mirrors';
import { KUBECTL } from '../../charts/tempo/releases/bundled-minio';
import { IMAGES } from '../../charts/tempo/storage/s3/servers/images';
import { HUB_IMAGES } from '../../charts/traefik/values/image-values';
import { imageReference, imageText } from '../../lib/images/reference';

/** One image of each folder. All images of a folder are in the same registry. */
const KNOWN: readonly string[] = [
  ...IMAGES.map(({ image }) => image),
  ...emojivoto.images.map((replacement) => replacement.split('=')[1] ?? ''),
  ...[WEBHOOK_IMAGE, HARD_CODED, COLLECTOR_IMAGE, KUBECTL, ...HUB_IMAGES],
  ...['grafana/tempo', 'memcached', 'prom/memcached-exporter', 'nginxinc/nginx-unprivileged', 'pgsty/minio'],
];

const folderOf = (path: string): string => path.split('/')[0] ?? '';

const HOST_OF = new Map(KNOWN.map(imageReference).map(({ host, path }) => [folderOf(path), host]));

/**
 * The same image upstream; undefined if it comes from no mirror, or if its registry is not known.
 * @param image `mirror.example.org/library/memcached:1`
 */
export function upstreamOf(image: string, mirrors: MirrorConfig): string | undefined {
  const found = mirrorWith(image, mirrors);
  if (!found) return undefined;
  const rest = image.slice(found.mirror.length + 1);
  const registry = found.host ?? HOST_OF.get(folderOf(rest));
  return registry === undefined ? undefined : imageText(imageReference(`${registry}/${rest}`));
}
