/** The release of a product that the user pins by an image tag, instead of the one that the chart ships. */
import type { Release, ReleaseTable } from './table';
import { minorOf } from './version';

/**
 * The facts of the release with that tag. It must be a known release of the minor that the chart ships,
 * because the chart's templates fit no other.
 * @param shipped the release that the chart ships: `2.10.6`
 * @param tag the tag in the user's values, without a leading `v`
 * @returns undefined if the tag cannot be used
 */
export const taggedRelease = <Facts extends object>(
  product: ReleaseTable<Facts>,
  shipped: string,
  tag: unknown,
): Release<Facts> | undefined => (typeof tag === 'string' && product.sameMinor(shipped).includes(tag) ? product.at(tag) : undefined);

/** What is wrong with a tag that cannot be used. */
export const UNUSABLE_TAG = 'does not fit the templates of the chart';

/** What to do about a tag that cannot be used: `use a release of Tempo 2.10 (2.10.0 to 2.10.8), or pin another chart`. */
export function possibleTags(product: ReleaseTable<object>, shipped: string, other: string): string {
  const [first = '', ...more] = product.sameMinor(shipped);
  const tags = more.length > 0 ? `${first} to ${more.at(-1)}` : first;
  return `use a release of ${product.name} ${minorOf(shipped)} (${tags}), or pin another ${other}`;
}
