/** All images of a rendered stack, and what uses them. */
import type { MirrorConfig } from '../../charts/registry/image-mirrors';
import { digestOf } from '../../lib/images/reference';
import type { World } from '../stack';
import { bundledObjects } from '../world/installed-elsewhere';
import { type PulledImage, podsOf, pulledBy } from '../world/kubernetes';
import { upstreamOf } from './upstream';

/** A container with an image, or a volume with the files of one. */
export interface ImageUse extends Pick<PulledImage, 'container' | 'volume'> {
  readonly cluster: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface ListedImage {
  /** As in the manifests. */
  readonly image: string;
  /** `sha256:…`; undefined if it is pinned by a tag only. */
  readonly digest?: string;
  /** Its name upstream, if it comes from a mirror and that is known. */
  readonly upstream?: string;
  readonly usedBy: readonly ImageUse[];
}

const NO_MIRRORS: MirrorConfig = { imagesFrom: {} };

/** Each image once, sorted. Without what k3s brings along, whose images are those of k3s. */
export function imagesIn(worlds: readonly World[]): ListedImage[] {
  const found = new Map<string, { readonly registry: MirrorConfig; readonly usedBy: ImageUse[] }>();
  for (const world of worlds) {
    const registry = world.declared.registry ?? NO_MIRRORS;
    for (const [image, use] of usesIn(world)) {
      const entry = found.get(image) ?? { registry, usedBy: [] };
      entry.usedBy.push(use);
      found.set(image, entry);
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([image, { registry, usedBy }]) => {
      const [digest, upstream] = [digestOf(image), upstreamOf(image, registry)];
      return { image, ...(digest && { digest }), ...(upstream && { upstream }), usedBy };
    });
}

function usesIn({ name: cluster, objects, releases }: World): [image: string, use: ImageUse][] {
  const bundled = bundledObjects(releases);
  return objects
    .filter((placed) => !bundled.has(placed))
    .flatMap(podsOf)
    .flatMap((pod) => {
      const { object, namespace = '' } = pod.placed;
      const owner = { cluster, kind: object.kind, namespace, name: object.metadata.name };
      return pulledBy(pod).map(({ image, ...part }): [string, ImageUse] => [image, { ...owner, ...part }]);
    });
}
