/** The spacing of the picture's columns and rows, so that labels do not overlap with each other or with arrows. */

import { type Label, LINE, labelOf, linesOf } from './label';
import type { Hop } from './report';
import type { Rows, Seat } from './rows';

/** The margin around the picture. */
export const MARGIN = 12;
/** The minimum size of a node with one column. */
export const BOX = { width: 108, height: 58 };
/** The distance between a vertical arrow and its label. */
export const SIDE = 14;
/** The space above and below the labels between two rows. The elbow runs through the upper space. */
export const PAD = 24;
/** The length of a horizontal arrow beyond its label. */
const ENDS = 30;
/** The height above a horizontal arrow for its title, and below its address. */
export const ABOVE = 24;
const BELOW = 10;

/** A vertical range. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The width of the widest label. */
const widest = (hops: readonly Hop[]): number => Math.max(0, ...hops.map((hop) => labelOf(hop).width));

/** The height of a horizontal arrow with its label. */
export const band = ({ address }: Label): number => ABOVE + Math.max(1, address.length) * LINE + BELOW;

/** The height of several horizontal arrows, one below the other. */
export const bands = (hops: readonly Hop[]): number => hops.reduce((sum, hop) => sum + band(labelOf(hop)), 0);

/** The minimum length of a horizontal arrow with the widest label. */
export const across = (hops: readonly Hop[]): number => widest(hops) + ENDS;

/** The left edges of the columns, and as an additional last item that of the store. */
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
      // The label of the job is to the left of its arrow.
      if (job) needs.push(widest(at(lower, column)) + widest([job]) + 4 * SIDE);
    }
    edges.push((edges.at(-1) ?? MARGIN) + Math.max(...needs));
  }
  return edges;
}

/** The vertical ranges of the three rows. */
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
