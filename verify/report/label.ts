/** What is written at an arrow, and how much room that takes. */
import type { Hop } from './report';

/** Title and address of an arrow. */
export interface Label {
  /** `spans · Zipkin` */
  readonly title: string;
  /** The address, a piece a line. */
  readonly address: readonly string[];
  readonly width: number;
}

/** From one line of text to the next. */
export const LINE = 15;

/** The widest letters of the fonts in the page's style, on average: the title's and the address's. */
const TITLE_LETTER = 6.7;
const ADDRESS_LETTER = 6.7;

/** A longer address is split into several lines. */
const LONGEST = 34;

/** What is written at the arrow of a hop. */
export function labelOf({ what, protocol, address, state }: Hop): Label {
  const outside = state === 'external' ? '(external)' : '';
  const title = [[what, protocol].filter(Boolean).join(' · '), outside].filter(Boolean).join(' ');
  const pieces = broken(address);
  const width = Math.max(title.length * TITLE_LETTER, ...pieces.map((piece) => piece.length * ADDRESS_LETTER));
  return { title, address: pieces, width: Math.ceil(width) };
}

/** The number of lines of a label beside its arrow. */
export const linesOf = ({ address }: Label): number => 1 + address.length;

/** At dots, colons and slashes where it can be, anywhere where not. */
function broken(address: string): string[] {
  if (address.length <= LONGEST) return address ? [address] : [];
  const head = address.slice(0, LONGEST);
  const at = Math.max(head.lastIndexOf('.'), head.lastIndexOf(':'), head.lastIndexOf('/'));
  const cut = at > LONGEST / 3 ? at : LONGEST;
  return [address.slice(0, cut), ...broken(address.slice(cut))];
}
