/** Names of images, in their full form. */

/** An image by its parts. */
export interface ImageReference {
  /** `docker.io`, `mirror.example.org:5000` */
  readonly host: string;
  /** `library/memcached` */
  readonly path: string;
  /** `:1.6`, `:1.6@sha256:…`, or nothing. */
  readonly version: string;
}

const DOCKER_HUB = 'docker.io';

/**
 * The parts of an image. A name without a host is of Docker Hub, and one without a folder is in its `library`
 * (github.com/distribution/reference, normalize.go).
 */
export function imageReference(image: string): ImageReference {
  const [, name = image, version = ''] = /^(.*?)((?::[^:/@]+)?(?:@[^/]+)?)$/.exec(image) ?? [];
  const [first = '', ...rest] = name.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const host = isHost && first !== 'index.docker.io' ? first : DOCKER_HUB;
  const path = isHost ? rest.join('/') : name;
  return { host, path: host === DOCKER_HUB && !path.includes('/') ? `library/${path}` : path, version };
}

/** `docker.io/library/memcached:1.6` */
export const imageText = ({ host, path, version }: ImageReference): string => `${host}/${path}${version}`;

/** The digest of an image that is pinned by one: `sha256:…`. */
export const digestOf = (image: string): string | undefined => /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
