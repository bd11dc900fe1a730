/** Helm values that send the image of Traefik to its mirror. The user's own values win. */
import { posix } from 'node:path';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at } from '../../../lib/yaml/parsed';
import { singleValue } from '../../helm-values/merge-values';
import type { Values } from '../../helm-values/user-values';
import { type ImageMirrors, inOneValue } from '../../registry/image-mirrors';
import type { ImagePlace } from '../../registry/own-values';
import type { TraefikChartRelease } from '../releases';

const PROXY = 'docker.io/library/traefik';
const HUB = 'ghcr.io/traefik/traefik-hub';
const HARDENED_HUB = 'registry.traefik.io/traefik-hub/traefik-hub';

/** Those that values turn on. */
export const HUB_IMAGES = [HUB, HARDENED_HUB];

type Release = Pick<TraefikChartRelease, 'image' | 'marketplaces' | 'hasHubImage'>;

/** @param values all other values @returns the values, several to be merged */
export function traefikImages(mirrors: ImageMirrors, release: Release, values: Readonly<Values>): object[] {
  const parts = mirrors.parts(imageOf(release, values));
  const { image } = release;
  const { pullSecrets } = mirrors;
  return [
    ...(parts ? [{ image: image === 'registry' ? parts : { [image]: inOneValue(parts) } }] : []),
    ...ofMarketplace(mirrors, release, values),
    ...(pullSecrets.length > 0 ? [{ deployment: { imagePullSecrets: pullSecrets } }] : []),
  ];
}

/** The name of an image of the user's own may be of Hub, but its registry is that of Traefik. */
function imageOf({ hasHubImage }: Release, values: Readonly<Values>): string {
  if (!hasHubImage || at(values, 'image', 'repository') || !isHub(values, hasHubImage)) return PROXY;
  return isTrueInTemplate(at(values, 'hub', 'hardened')) ? HARDENED_HUB : HUB;
}

/** The image for a marketplace ignores the values of the others. */
function ofMarketplace(mirrors: ImageMirrors, release: Release, values: Readonly<Values>): object[] {
  const path = placeOfMarket(release, values);
  if (path === undefined) return [];
  const place = path.split('.');
  const parts = at(values, ...place) === undefined ? mirrors.parts(isHub(values, release.hasHubImage) ? HUB : PROXY) : undefined;
  return parts ? [singleValue(place, posix.dirname(inOneValue(parts)))] : [];
}

/** The value with the registry of the image for a marketplace; undefined if none is on. */
function placeOfMarket({ marketplaces, hasHubImage }: Release, values: Readonly<Values>): string | undefined {
  const market = marketplaces.find(({ by }) => isTrueInTemplate(at(values, ...by.split('.'))));
  return market && (isHub(values, hasHubImage) ? market.hub : market.proxy);
}

/** Its values for images that their own names do not tell. @param values all of them */
export function traefikImagePlaces(release: Release, values: Readonly<Values>): ImagePlace[] {
  const { image } = release;
  const path = placeOfMarket(release, values);
  return [
    ...(image === 'registry' ? [] : [{ path: `image.${image}`, has: 'name' } as const]),
    ...(path === undefined ? [] : [{ path, has: 'folder' } as const]),
  ];
}

/** Whether the chart runs Traefik Hub. @param bySwitch whether the release has a switch for it, which counts before its token */
export function isHub(values: Readonly<Values>, bySwitch: boolean): boolean {
  const enabled = bySwitch ? at(values, 'hub', 'enabled') : undefined;
  return isTrueInTemplate(enabled ?? at(values, 'hub', 'token'));
}
