/** How far apart columns and rows of the picture must be, so that no label meets another or an arrow. */

import { type Label, LINE, labelOf, linesOf } from './label';
import type { Hop } from './report';
import type { Rows, Seat } from './rows';

/** Around the picture. */
export const MARGIN = 16;
/** A node of one column, at the least height. */
export const BOX = { width: 120, height: 58 };
/** Between a vertical arrow and what is written beside it. */
export const SIDE = 14;
/** Above and below what is written between two rows. The elbow runs through the upper one. */
export const PAD = 24;
/** What a horizontal arrow shows of itself left and right of its label. */
const ENDS = 40;
/** Of a horizontal arrow: above its line, for the title, and below its address. */
export const ABOVE = 24;
const BELOW = 10;

/** From top to bottom. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The width of the widest of their labels. */
export const widest = (hops: readonly Hop[]): number => Math.max(0, ...hops.map((hop) => labelOf(hop).width));

/** The height that a horizontal arrow takes. */
export const band = ({ address }: Label): number => ABOVE + Math.max(1, address.length) * LINE + BELOW;

/** The height that several take, one below the other. */
export const bands = (hops: readonly Hop[]): number => hops.reduce((sum, hop) => sum + band(labelOf(hop)), 0);

/** As long as a horizontal arrow with this label must be. */
export const across = (hops: readonly Hop[]): number => widest(hops) + ENDS;

/** The left edges of the columns; one more than there are, which is the store's. */
export function columnsOf({ upper, lower, columns, store, job, horizontal, elbow }: Rows): number[] {
  const edges = [MARGIN];
  const at = (row: readonly Seat[], column: number) => row.flatMap((seat) => seat.vertical[column - seat.column] ?? []);
  const begins = (name: string, column: number) => [...upper, ...lower].some((seat) => seat.name === name && seat.column === column);
  for (let column = 0; column < columns; column++) {
    const beside = [...at(upper, column), ...at(lower, column), ...(elbow && begins(elbow.to, column) ? [elbow] : [])];
    const arriving = horizontal.filter(({ from, to }) => {
      const seats = [...upper, ...lower].filter(({ name }) => name === from || name === to);
      return Math.max(...seats.map((seat) => seat.column)) === column + 1;
    });
    const needs = [BOX.width + ENDS];
    if (beside.length > 0) needs.push(widest(beside) + 2 * SIDE);
    if (arriving.length > 0) needs.push(BOX.width + across(arriving));
    if (column === columns - 1) {
      if (store) needs.push(BOX.width + across(store.hops));
      // Its label is left of its arrow.
      if (job) needs.push(widest(at(lower, column)) + widest([job]) + 4 * SIDE);
    }
    edges.push((edges.at(-1) ?? MARGIN) + Math.max(...needs));
  }
  return edges;
}

/** Where the three rows are. */
export function rowsOf({ upper, lower, store, job, horizontal, elbow }: Rows): { upper: Span; hub: Span; lower: Span } {
  const height = (row: readonly Seat[]) => {
    const gaps = row.slice(1).map(({ name }, index) => {
      const pair = [name, row[index]?.name];
      return bands(horizontal.filter(({ from, to }) => pair.includes(from) && pair.includes(to)));
    });
    return row.length > 0 ? Math.max(BOX.height, ...gaps) : 0;
  };
  const channel = (hops: readonly Hop[]) => (hops.length > 0 ? 2 * PAD + LINE * Math.max(...hops.map((hop) => linesOf(labelOf(hop)))) : 0);
  const vertical = (row: readonly Seat[], extra: Hop | undefined) => [...row.flatMap((seat) => seat.vertical), ...(extra ? [extra] : [])];

  const upperEnd = MARGIN + height(upper);
  const hubStart = upperEnd + channel(vertical(upper, elbow));
  const hub = vertical([...upper, ...lower], undefined).length > 0 || store;
  const hubEnd = hubStart + (hub ? Math.max(BOX.height, bands(store?.hops ?? [])) : 0);
  const lowerStart = hubEnd + (lower.length > 0 || job ? Math.max(PAD, channel(vertical(lower, job))) : 0);
  return {
    upper: { from: MARGIN, to: upperEnd },
    hub: { from: hubStart, to: hubEnd },
    lower: { from: lowerStart, to: lowerStart + Math.max(height(lower), job ? BOX.height : 0) },
  };
}
