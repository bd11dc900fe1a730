/** The release of a product that the user pins by an image tag, instead of the one that the chart ships. */
import type { Release, ReleaseTable } from './table';
import { minorOf } from './version';

const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** Whether a tag pins its image by a digest too: `2.10.7@sha256:…`. */
export const hasDigest = (tag: unknown): boolean => typeof tag === 'string' && DIGEST.test(tag);

/**
 * The facts of the release with that tag. It must be a known release of the minor that the chart ships,
 * because the chart's templates fit no other. With a digest, it is the same release.
 * @param shipped the release that the chart ships: `2.10.6`
 * @param tag the tag in the user's values, without a leading `v`
 * @returns undefined if the tag cannot be used
 */
export const taggedRelease = <Facts extends object>(
  product: ReleaseTable<Facts>,
  shipped: string,
  tag: unknown,
): Release<Facts> | undefined => {
  const version = typeof tag === 'string' ? tag.replace(DIGEST, '') : '';
  return product.sameMinor(shipped).includes(version) ? product.at(version) : undefined;
};

export const REMOVE_DIGEST = 'remove the digest';

/** What to do about a tag that cannot be used, and what is wrong with it. */
export function unusableTag(
  tag: unknown,
  product: ReleaseTable<object>,
  shipped: string,
  other: string,
): readonly [fix: string, problem: string] {
  if (typeof tag === 'string' && tag.includes('@') && !hasDigest(tag))
    return ['correct the digest, or remove it', 'has a digest that is not sha256: with 64 hexadecimal digits in lower case'];
  return [possibleTags(product, shipped, other), 'does not fit the templates of the chart'];
}

/** `use a release of Tempo 2.10 (2.10.0 to 2.10.8), or pin another chart` */
function possibleTags(product: ReleaseTable<object>, shipped: string, other: string): string {
  const [first = '', ...more] = product.sameMinor(shipped);
  const tags = more.length > 0 ? `${first} to ${more.at(-1)}` : first;
  return `use a release of ${product.name} ${minorOf(shipped)} (${tags}), or pin another ${other}`;
}
