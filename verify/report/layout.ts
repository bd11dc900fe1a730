/** The positions of the picture's parts, in pixels. */

import { type Arrow, aside, type Box, elbow, sideways, upright } from './arrows';
import { labelOf } from './label';
import type { Hop } from './report';
import { HUB, type Seat, seated } from './rows';
import { BOX, columnsOf, MARGIN, rowsOf, type Span } from './spacing';

/** The whole picture. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** Places all hops. Equal hops have equal pictures. */
export function laidOut(hops: readonly Hop[]): Layout {
  const rows = seated(hops);
  const [x, y] = [columnsOf(rows), rowsOf(rows)];
  const left = (column: number) => x[column] ?? MARGIN;
  const box = (name: string, first: number, last: number, { from, to }: Span): Box => ({
    name,
    x: left(first),
    y: from,
    width: left(last) + BOX.width - left(first),
    height: to - from,
  });
  const last = (seat: Seat) => seat.column + Math.max(1, seat.vertical.length) - 1;

  const boxes = [
    ...rows.upper.map((seat) => box(seat.name, seat.column, last(seat), y.upper)),
    ...rows.lower.map((seat) => box(seat.name, seat.column, last(seat), y.lower)),
  ];
  const talking = [...rows.upper, ...rows.lower].filter(({ vertical }) => vertical.length > 0);
  if (y.hub.to > y.hub.from) boxes.push(box(HUB, rows.start, Math.max(rows.start, ...talking.map(last)), y.hub));
  if (rows.store) boxes.push(box(rows.store.name, rows.columns, rows.columns, y.hub));
  if (rows.job) boxes.push(box(rows.job.from, rows.columns, rows.columns, y.lower));

  const middle = (column: number) => left(column) + BOX.width / 2;
  const arrows = [
    ...rows.upper.flatMap(({ column, vertical }) =>
      vertical.map((hop, index) =>
        upright(hop, middle(column + index), hop.to === HUB ? [y.upper.to, y.hub.from] : [y.hub.from, y.upper.to]),
      ),
    ),
    ...rows.lower.flatMap(({ column, vertical }) =>
      vertical.map((hop, index) =>
        upright(hop, middle(column + index), hop.to === HUB ? [y.lower.from, y.hub.to] : [y.hub.to, y.lower.from]),
      ),
    ),
    ...sideways(rows.horizontal, boxes),
    ...sideways(rows.store?.hops ?? [], boxes),
    ...(rows.job ? [upright(rows.job, middle(rows.columns), [y.lower.from, y.hub.to], 'end')] : []),
    ...(rows.elbow ? [elbow(rows.elbow, boxes)] : []),
  ];
  const height = rows.columns === 0 ? 0 : y.lower.to;
  const besides = arrows.flatMap(({ hop, texts }) =>
    texts.filter(({ anchor }) => anchor === 'start').map(({ x: start }) => start + labelOf(hop).width),
  );
  const width = Math.max(0, ...boxes.map((each) => each.x + each.width), ...besides);
  const rest = aside(rows.aside, { width, top: height + MARGIN });
  return {
    width: Math.max(width, ...rest.boxes.map((each) => each.x + each.width)) + MARGIN,
    height: Math.max(height, ...rest.boxes.map((each) => each.y + each.height)) + MARGIN,
    boxes: [...boxes, ...rest.boxes],
    arrows: [...arrows, ...rest.arrows],
  };
}
