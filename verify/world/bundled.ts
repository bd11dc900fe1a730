/** What k3s brings along: its images and its pods are those of k3s. */
import type { Placed, RenderedRelease } from '../stack';

/** The objects of the releases that k3s brings along. */
export const bundledObjects = (releases: readonly RenderedRelease[]): ReadonlySet<Placed> =>
  new Set(releases.flatMap((release) => (release.bundled ? release.objects : [])));
