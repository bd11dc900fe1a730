/** The routes of the arrows, and the positions of their labels. */
import type { Hop } from '../report';
import { LINE, labelOf } from './label';
import { ABOVE, across, BOX, band, bands, MARGIN, PAD, SIDE } from './spacing';

/** From the upper left corner. */
export type Point = readonly [x: number, y: number];

/** A node. `x` and `y` are its upper left corner. */
export interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line of a label. `y` is its baseline. */
export interface Text {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
  readonly part: 'title' | 'address';
}

/** A drawn hop. The arrowhead is at the last point. */
export interface Arrow {
  readonly hop: Hop;
  readonly points: readonly Point[];
  readonly texts: readonly Text[];
}

/** A vertical arrow between a row and Tempo or its store, with the label beside it. */
export function upright(hop: Hop, x: number, [from, to]: readonly [number, number], anchor: 'start' | 'end' = 'start'): Arrow {
  const points: Point[] = [
    [x, from],
    [x, to],
  ];
  return { hop, points, texts: beside(hop, anchor === 'start' ? x + SIDE : x - SIDE, Math.min(from, to) + PAD + LINE, anchor) };
}

/**
 * Horizontal arrows, one below the other, each with its title above and its address below.
 * @param gapOf where the room for the label begins, if other arrows cross this one. @default at the left box
 */
export function sideways(hops: readonly Hop[], boxes: readonly Box[], gapOf: (hop: Hop) => number = () => 0): Arrow[] {
  const used = new Map<string, number>();
  return hops.flatMap((hop) => {
    const [from, to] = [boxes.find(({ name }) => name === hop.from), boxes.find(({ name }) => name === hop.to)];
    if (!from || !to) return [];
    const key = [hop.from, hop.to].sort().join('\n');
    const all = hops.filter((other) => [other.from, other.to].sort().join('\n') === key);
    const lower = from.height <= to.height ? from : to;
    const start = used.get(key) ?? lower.y + (lower.height - bands(all)) / 2;
    const label = labelOf(hop);
    used.set(key, start + band(label));
    const y = start + ABOVE;
    const ends = from.x < to.x ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
    const [x1 = 0, x2 = 0] = ends;
    const x = (Math.max(Math.min(x1, x2), gapOf(hop)) + Math.max(x1, x2)) / 2;
    return {
      hop,
      points: [
        [x1, y],
        [x2, y],
      ],
      texts: [
        { x, y: y - 11, anchor: 'middle', text: label.title, part: 'title' },
        ...label.address.map((text, line): Text => ({ x, y: y + LINE * (line + 1) + 3, anchor: 'middle', text, part: 'address' })),
      ],
    };
  });
}

/** An arrow from a box of the upper row, to the left of Tempo, to a box of the lower row. It begins at the side of the box that is nearer. */
export function elbow(hop: Hop, boxes: readonly Box[]): Arrow {
  const [from, to] = [boxes.find(({ name }) => name === hop.from), boxes.find(({ name }) => name === hop.to)];
  if (!from || !to) return { hop, points: [], texts: [] };
  const [bottom, x] = [from.y + from.height, to.x + to.width / 2];
  const start = x > from.x + from.width ? from.x + from.width - SIDE : from.x + SIDE;
  const points: Point[] = [
    [start, bottom],
    [start, bottom + PAD / 2],
    [x, bottom + PAD / 2],
    [x, to.y],
  ];
  return { hop, points, texts: beside(hop, x + SIDE, bottom + PAD + LINE, 'start') };
}

const SIDES = ['from', 'to'] as const;

/** Hops without a direct line in the picture. They are drawn below it, each with separate boxes. */
export function aside(hops: readonly Hop[], { width, top }: { width: number; top: number }): { boxes: Box[]; arrows: Arrow[] } {
  const placed: { boxes: Box[]; arrows: Arrow[] } = { boxes: [], arrows: [] };
  let [x, y] = [MARGIN, top + PAD];
  let lowest = 0;
  for (const hop of hops) {
    const length = across([hop]);
    if (x > MARGIN && x + 2 * BOX.width + length > width) [x, y, lowest] = [MARGIN, y + lowest + PAD, 0];
    const height = Math.max(BOX.height, bands([hop]));
    const pair = [
      { name: hop.from, x, y, width: BOX.width, height },
      { name: hop.to, x: x + BOX.width + length, y, width: BOX.width, height },
    ];
    placed.boxes.push(...pair);
    // By side, not by name, because Tempo may send to itself.
    const [from, to] = SIDES;
    const between = sideways(
      [{ ...hop, from, to }],
      pair.map((box, side) => ({ ...box, name: SIDES[side] ?? '' })),
    );
    placed.arrows.push(...between.map((arrow) => ({ ...arrow, hop })));
    x += 2 * BOX.width + length + 2 * PAD;
    lowest = Math.max(lowest, height);
  }
  return placed;
}

/** The title, and the address below it. */
function beside(hop: Hop, x: number, y: number, anchor: 'start' | 'end'): Text[] {
  const { title, address } = labelOf(hop);
  return [title, ...address].map((text, line) => ({ x, y: y + line * LINE, anchor, text, part: line === 0 ? 'title' : 'address' }));
}
