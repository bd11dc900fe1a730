/** Where each image comes from: its upstream registry, or a mirror of it. */
import type { Findings } from '../../lib/cluster-file/findings';
import { distance } from '../../lib/findings/nearest';
import { imageReference, imageText } from '../../lib/images/reference';
import type { Path } from '../../lib/yaml/parsed';
import type { RegistryConfig } from './config';
import { REGISTRY_RULES } from './rules';

/** A mirror is `host`, `host:port` or `host/path`. */
export type MirrorConfig = Pick<RegistryConfig, 'images' | 'imagesFrom' | 'pullSecret'>;

/** `host/path` as Helm values have it, in two parts. */
export interface ImageParts {
  readonly registry: string;
  readonly repository: string;
}

/** What replaces an upstream registry; undefined if nothing does. @param host `docker.io` */
export const imageMirrorOf = ({ images, imagesFrom }: MirrorConfig, host: string): string | undefined =>
  Object.hasOwn(imagesFrom, host) ? imagesFrom[host] : images;

/**
 * The mirror that an image comes from, with the upstream registry that it stands for; undefined if it comes from none.
 * @param image `mirror.example.org/library/memcached:1`
 */
export function mirrorWith(
  image: string,
  { images, imagesFrom }: MirrorConfig,
): { readonly mirror: string; readonly host?: string } | undefined {
  // One mirror may be a folder of another.
  const longestFirst = Object.entries(imagesFrom).sort(([, a], [, b]) => b.length - a.length);
  const isIn = (mirror: string) => image.startsWith(`${mirror}/`);
  const [host, mirror] = longestFirst.find(([, each]) => isIn(each)) ?? [];
  if (mirror !== undefined) return { mirror, host };
  return images !== undefined && isIn(images) ? { mirror: images } : undefined;
}

/** Registries whose names differ by one letter from one that images of this stack come from, such as ghcr.io. */
const OTHERS = ['gcr.io'];

export class ImageMirrors {
  /** The upstream registries of the images that the stack has. */
  private readonly hosts = new Set<string>();

  constructor(readonly config: MirrorConfig = { imagesFrom: {} }) {}

  /** The Secret with the login, as the field of pods and ServiceAccounts; empty if there is none. */
  get pullSecrets(): readonly { readonly name: string }[] {
    const { pullSecret } = this.config;
    return pullSecret === undefined ? [] : [{ name: pullSecret }];
  }

  /** The same image in the mirror, or unchanged if there is no mirror. @param image `quay.io/minio/mc:RELEASE…` */
  image(image: string): string {
    const parts = this.parts(image);
    return parts ? `${parts.registry}/${parts.repository}${imageReference(image).version}` : image;
  }

  /**
   * The mirror, and the path of an image in it; undefined if there is no mirror. Official images keep their folder `library`, which a
   * proxy of Docker Hub asks for.
   * @param image without its version: `docker.io/memcached`
   */
  parts(image: string): ImageParts | undefined {
    const { host, path } = imageReference(image);
    this.hosts.add(host);
    const registry = imageMirrorOf(this.config, host);
    return registry === undefined ? undefined : { registry, repository: path };
  }

  /** What an image should come from, if the cluster file has a mirror for it and it comes from elsewhere: the mirror, and its key. */
  missed(image: string): { readonly mirror: string; readonly key: Path } | undefined {
    const { host } = imageReference(image);
    const mirror = imageMirrorOf(this.config, host);
    if (mirror === undefined || mirrorWith(image, this.config)) return undefined;
    return { mirror, key: ['registry', ...(Object.hasOwn(this.config.imagesFrom, host) ? ['imagesFrom', host] : ['images'])] };
  }

  /** Warns about a host that is probably a misspelt one, once all images are known. Others may be there for other stacks. */
  checkHosts(findings: Findings): void {
    const { imagesFrom } = this.config;
    const without = [...this.hosts].filter((host) => !Object.hasOwn(imagesFrom, host));
    for (const host of Object.keys(imagesFrom)) {
      const meant = this.hosts.has(host) || OTHERS.includes(host) ? undefined : without.find((other) => distance(host, other, 1) === 1);
      if (meant === undefined) continue;
      const problem = 'no image of this stack comes from there, so it has no effect';
      findings.warning(['registry', 'imagesFrom', host], REGISTRY_RULES.says('unknown-image-host', problem, `did you mean ${meant}?`));
    }
  }

  /** The requirement of the login in a namespace; empty if there is none. */
  requirements(namespaces: readonly string[]): string[] {
    const { pullSecret } = this.config;
    if (pullSecret === undefined) return [];
    return namespaces.map((namespace) => `the Secret ${pullSecret} of type kubernetes.io/dockerconfigjson in namespace ${namespace}`);
  }
}

/** The name of an image in the mirror, as one Helm value: `mirror.example.org/grafana/tempo`. */
export const inOneValue = ({ registry, repository }: ImageParts): string => `${registry}/${repository}`;

/** The full name of an image: `docker.io/library/memcached:1`. */
export const fullName = (image: string): string => imageText(imageReference(image));
