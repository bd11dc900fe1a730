/** Helm values that send the image of Traefik to its mirror. The user's own values win. */
import { type ImageMirrors, inOneValue } from '../registry/image-mirrors';
import type { TraefikChartRelease } from './releases';

/** The values, several to be merged. */
export function traefikImages(mirrors: ImageMirrors, { image }: Pick<TraefikChartRelease, 'image'>): object[] {
  const parts = mirrors.parts('docker.io/library/traefik');
  const { pullSecrets } = mirrors;
  return [
    ...(parts ? [{ image: image === 'registry' ? parts : { [image]: inOneValue(parts) } }] : []),
    ...(pullSecrets.length > 0 ? [{ deployment: { imagePullSecrets: pullSecrets } }] : []),
  ];
}
