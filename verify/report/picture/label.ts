/** The label of an arrow, and its size. */
import type { Hop } from '../report';

/** Title and address of an arrow. */
export interface Label {
  /** `spans · Zipkin` */
  readonly title: string;
  /** The address, split into lines. */
  readonly address: readonly string[];
  readonly width: number;
}

/** The line height. */
export const LINE = 15;

/** The average width of a letter of the title and of the address, in the widest of the page's fonts. */
const TITLE_LETTER = 6.7;
const ADDRESS_LETTER = 6.7;

/** The average width of a letter in a box: of a name, and of what is known about it. */
export const NAME_LETTER = 8.6;
export const ABOUT_LETTER = 6.2;

/** A longer address is split into several lines. */
const LONGEST = 24;

/** The label for the arrow of a hop. */
export function labelOf({ what, protocol, address }: Hop): Label {
  const title = [what, protocol].filter(Boolean).join(' · ');
  const pieces = broken(address);
  const width = Math.max(title.length * TITLE_LETTER, ...pieces.map((piece) => piece.length * ADDRESS_LETTER));
  return { title, address: pieces, width: Math.ceil(width) };
}

/** The number of lines of a label beside its arrow. */
export const linesOf = ({ address }: Label): number => 1 + address.length;

/** Splits an address at dots, colons and slashes if possible, else anywhere. */
function broken(address: string): string[] {
  if (address.length <= LONGEST) return address ? [address] : [];
  const head = address.slice(0, LONGEST);
  const at = Math.max(head.lastIndexOf('.'), head.lastIndexOf(':'), head.lastIndexOf('/'));
  const cut = at > LONGEST / 3 ? at : LONGEST;
  return [address.slice(0, cut), ...broken(address.slice(cut))];
}
