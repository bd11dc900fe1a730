/** The spacing of the picture's columns and rows, so that labels do not overlap with each other or with arrows. */
import type { Hop } from '../report';
import { ABOUT_LETTER, type Label, LINE, labelOf, linesOf, NAME_LETTER } from './label';
import { HUB } from './links';
import type { Rows } from './rows';

/** The margin around the picture. */
export const MARGIN = 12;
/** The minimum size of a node, and the maximum width of one with one column. */
export const BOX = { width: 108, height: 58, widest: 220 };
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

/** The lines in a box: the name of a node, and what is known about it. */
export type Inscription = (name: string) => readonly [name: string, about: string];

/** The width of a box with room for both of its lines. A longer line is truncated. */
export function boxWidth(name: string, inscription: Inscription): number {
  const [title, about] = inscription(name);
  const width = Math.max(title.length * NAME_LETTER, about.length * ABOUT_LETTER);
  return Math.ceil(Math.min(BOX.widest, Math.max(BOX.width, width)));
}

/** A column, or the store as an additional last one. */
export interface Column {
  readonly left: number;
  /** The width of boxes in this column alone. */
  readonly width: number;
}

/** The columns, and as an additional last one that of the store. */
export function columnsOf({ cells, drops, columns, store, job, lower, horizontal, elbow }: Rows, inscription: Inscription): Column[] {
  const widthOf = (column: number) => {
    const alone = cells.filter(({ columns: [first, last] }) => first === column && last === column).map(({ name }) => name);
    if (column === columns) alone.push(...(store ? [store.name] : []), ...(job ? [job.from] : []));
    return Math.max(BOX.width, ...alone.map((name) => boxWidth(name, inscription)));
  };
  const all: Column[] = [];
  let left = MARGIN;
  for (let column = 0; column <= columns; column++) {
    const width = widthOf(column);
    all.push({ left, width });
    const at = drops.filter((drop) => drop.column === column);
    const bent = elbow && cells.some(({ name, columns: [first] }) => name === elbow.to && first === column) ? [elbow] : [];
    const beside = [...at.map(({ hop }) => hop), ...bent];
    const arriving = horizontal.filter(({ from, to }) => {
      const ends = cells.filter(({ name }) => name === from || name === to);
      return Math.max(...ends.map(({ columns: [first] }) => first)) === column + 1;
    });
    const needs = [width + ENDS];
    // From the middle of this column to that of the next one.
    if (beside.length > 0) needs.push(widest(beside) + 2 * SIDE + (width - widthOf(column + 1)) / 2);
    if (arriving.length > 0) needs.push(width + across(arriving));
    if (column === columns - 1) {
      if (store) needs.push(width + across(store.hops));
      // The label of the job is to the left of its arrow.
      if (job) needs.push(widest(at.filter(({ rows }) => rows[1] === lower).map(({ hop }) => hop)) + widest([job]) + 4 * SIDE);
    }
    left += Math.max(...needs);
  }
  return all;
}

/** The vertical ranges of all rows. */
export function rowsOf({ cells, drops, hub, lower, store, job, horizontal, elbow }: Rows): Span[] {
  const cellOf = (name: string) => cells.find((cell) => cell.name === name);
  /** Arrows between the same two nodes are below each other. */
  const gaps = (row: number) => {
    const pairs = new Map<string, Hop[]>();
    for (const hop of horizontal) {
      const ends = [cellOf(hop.from), cellOf(hop.to)].flatMap((cell) => cell?.rows ?? []);
      const key = [hop.from, hop.to].sort().join('\n');
      // Of a node that spans several rows, the arrow is in that of the other one.
      if (Math.max(...ends) >= row && ends.filter((end) => end === row).length > 1) pairs.set(key, [...(pairs.get(key) ?? []), hop]);
    }
    return [...pairs.values()].map(bands);
  };
  const height = (row: number): number => {
    if (row === hub) return cellOf(HUB) ? Math.max(BOX.height, bands(store?.hops ?? [])) : 0;
    const isEmpty = cells.every(({ rows: [first, last] }) => row < first || row > last) && !(row === lower && job);
    return isEmpty ? 0 : Math.max(BOX.height, ...gaps(row));
  };
  /** The space below a row, with the labels of all arrows that begin there. */
  const channel = (row: number): number => {
    const own = drops.filter(({ rows }) => rows[0] === row).map(({ hop }) => hop);
    const labels = [...own, ...(row === 0 && elbow ? [elbow] : []), ...(row === hub && job ? [job] : [])];
    const least = row > 0 && height(row + 1) > 0 ? PAD : 0;
    return labels.length > 0 ? 2 * PAD + LINE * Math.max(...labels.map((hop) => linesOf(labelOf(hop)))) : least;
  };
  const spans: Span[] = [];
  let from = MARGIN;
  for (let row = 0; row <= lower; row++) {
    const to = from + height(row);
    spans.push({ from, to });
    from = to + channel(row);
  }
  return spans;
}
