/** The positions of the picture's parts, in pixels. */
import type { Hop } from '../report';
import { type Arrow, aside, type Box, elbow, sideways, upright } from './arrows';
import { labelOf } from './label';
import { type Rows, seated } from './rows';
import { BOX, type Column, columnsOf, type Inscription, MARGIN, rowsOf, type Span } from './spacing';
import type { Cell } from './tiers';

/** The whole picture. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** Places all hops. Equal hops have equal pictures. @param inscription the lines in the boxes; by default names alone */
export function laidOut(hops: readonly Hop[], inscription: Inscription = (name) => [name, '']): Layout {
  const rows = seated(hops);
  const grid = new Grid(columnsOf(rows, inscription), rowsOf(rows));
  const ends: Cell[] = [];
  const end = (name: string, row: number) => ends.push({ name, rows: [row, row], columns: [rows.columns, rows.columns] });
  if (rows.store) end(rows.store.name, rows.hub);
  if (rows.job) end(rows.job.from, rows.lower);
  const boxes = [...rows.cells, ...ends].map((cell) => grid.box(cell));
  const arrows = arrowsOf(rows, grid, boxes);

  const height = rows.columns === 0 ? 0 : grid.bottom;
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

function arrowsOf(
  { cells, drops, columns, hub, lower, store, job, horizontal, ...rows }: Rows,
  grid: Grid,
  boxes: readonly Box[],
): Arrow[] {
  const isAbove = (name: string, row: number) => cells.some((cell) => cell.name === name && cell.rows[1] <= row);
  return [
    ...drops.map(({ hop, column, rows: [above, below] }) => {
      const [from, to] = grid.between(above, below);
      return upright(hop, grid.middle(column), isAbove(hop.from, above) ? [from, to] : [to, from]);
    }),
    ...sideways(horizontal, boxes, (hop) =>
      grid.gapBefore(Math.max(...cells.flatMap(({ name, columns: [first] }) => (isEnd(hop, name) ? first : [])))),
    ),
    ...sideways(store?.hops ?? [], boxes),
    ...(job ? [upright(job, grid.middle(columns), grid.between(hub, lower).toReversed() as [number, number], 'end')] : []),
    ...(rows.elbow ? [elbow(rows.elbow, boxes)] : []),
  ];
}

const isEnd = ({ from, to }: Hop, name: string): boolean => name === from || name === to;

/** Columns and rows in pixels. */
class Grid {
  constructor(
    private readonly columns: readonly Column[],
    private readonly rows: readonly Span[],
  ) {}

  get bottom(): number {
    return this.rows.at(-1)?.to ?? 0;
  }

  box({ name, rows, columns }: Cell): Box {
    const [x, y] = [this.column(columns[0]).left, this.row(rows[0]).from];
    const last = this.column(columns[1]);
    return { name, x, y, width: last.left + last.width - x, height: this.row(rows[1]).to - y };
  }

  middle(column: number): number {
    const { left, width } = this.column(column);
    return left + width / 2;
  }

  /** The right edge of the boxes in the column before. */
  gapBefore(column: number): number {
    const { left, width } = this.column(column - 1);
    return left + width;
  }

  /** From the lower edge of a row to the upper edge of another one. */
  between(above: number, below: number): [number, number] {
    return [this.row(above).to, this.row(below).from];
  }

  private column(index: number): Column {
    return this.columns[index] ?? { left: MARGIN, width: BOX.width };
  }

  private row(index: number): Span {
    return this.rows[index] ?? { from: MARGIN, to: MARGIN };
  }
}
