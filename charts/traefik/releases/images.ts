/**
 * The image of Traefik's chart besides its name and its registry, by release. Found by rendering each release with a digest in the tag, with
 * Traefik Hub, and for each marketplace.
 */
import { ANY } from '../../metadata/values';

/** A marketplace, for which other values name the image. */
export interface Marketplace {
  /** The path of the value that turns it on. The first one that is on counts. */
  readonly by: string;
  /** The path of the value with the registry and the folder of the image: of Traefik, and of Traefik Hub. */
  readonly proxy: string;
  readonly hub: string;
}

export interface ImageFacts {
  /** The paths of values with which it fails if the tag of its image has a digest. */
  readonly comparesTag: readonly string[];
  /** The marketplaces that it knows. */
  readonly marketplaces: readonly Marketplace[];
  /** Whether Traefik Hub has an image of its own by default, and no other works. */
  readonly hasHubImage: boolean;
}

type Row = readonly [since: string, facts: Partial<ImageFacts>];

/** Instead of a path: with any values. */
export const IS_RENDERED = '';

const ORACLE: Marketplace = { by: 'oci_meta.enabled', proxy: 'oci_meta.repo', hub: 'oci_meta.repo' };
const AZURE: Marketplace = {
  by: 'global.azure.enabled',
  proxy: 'global.azure.images.proxy.registry',
  hub: 'global.azure.images.hub.registry',
};

export const TRAEFIK_IMAGES: readonly Row[] = [
  ['10.14.0', { comparesTag: [`ports.${ANY}.http3`] }],
  ['23.2.0', { comparesTag: [IS_RENDERED] }],
  ['25.0.0', { comparesTag: [] }],
  ['26.1.0', { comparesTag: ['experimental.kubernetesGateway.enabled'] }],
  ['29.0.0', { comparesTag: [IS_RENDERED] }],
  ['29.0.1', { comparesTag: [] }],
  ['30.0.1', { comparesTag: ['hub.token'] }],
  ['35.0.0', { marketplaces: [ORACLE] }],
  ['35.3.0', { marketplaces: [ORACLE, AZURE] }],
  ['39.0.0', { comparesTag: [] }], // with a tag of Traefik, Hub fails in any case
  ['41.0.0', { hasHubImage: true }],
];
