/** What others install: k3s, whose images and pods are its own, and the Applications that read a values file. */
import type { Placed, RenderedRelease, World } from '../stack';

/** The objects of the releases that k3s brings along. */
export const bundledObjects = (releases: readonly RenderedRelease[]): ReadonlySet<Placed> =>
  objectsIn(releases.filter(({ bundled }) => bundled));

/** A file with values for a release that somebody else installs. */
const VALUES_FILE = /(^|\/)values\/[^/]+\.yaml$/;

/** Those and, in output of this stack, the objects of the releases that other Applications install. */
export const objectsOfOthers = ({ releases, isOurs }: Pick<World, 'releases' | 'isOurs'>): ReadonlySet<Placed> =>
  objectsIn(releases.filter(({ bundled, place }) => bundled || (isOurs && VALUES_FILE.test(place.file))));

const objectsIn = (releases: readonly RenderedRelease[]): ReadonlySet<Placed> => new Set(releases.flatMap(({ objects }) => objects));
