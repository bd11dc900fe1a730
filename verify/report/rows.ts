/** The rows of the picture: the request path above Tempo, everything that reads from it below, its store on the right. */
import type { Hop } from './report';

/** The node in the middle, which spans the columns of all nodes that are connected to it. */
export const HUB = 'Tempo';

/** A node of the upper or lower row, with its hops to or from the hub. It has one column per hop, and at least one. */
export interface Seat {
  readonly name: string;
  readonly column: number;
  readonly vertical: readonly Hop[];
}

/** The arrangement of the picture, without sizes. */
export interface Rows {
  readonly upper: readonly Seat[];
  readonly lower: readonly Seat[];
  /** The first column of the hub. */
  readonly start: number;
  readonly columns: number;
  readonly store?: { readonly name: string; readonly hops: readonly Hop[] };
  /** Another component that writes to the store. */
  readonly job?: Hop;
  /** Hops between neighbours of a row. */
  readonly horizontal: readonly Hop[];
  /** The hop from the upper row past the hub to the first node of the lower row. */
  readonly elbow?: Hop;
  /** Hops without a direct line, which are drawn separately. */
  readonly aside: readonly Hop[];
}

/** Arranges all nodes of the hops. */
export function seated(hops: readonly Hop[]): Rows {
  const between = (a: string, b: string) => hops.filter(({ from, to }) => (from === a && to === b) || (from === b && to === a));
  const toStore = hops.find(({ from, to, what, protocol }) => from === HUB && to !== HUB && (what === 'blocks' || protocol === 'S3'));
  const store = toStore && { name: toStore.to, hops: hops.filter(({ from, to }) => from === HUB && to === toStore.to) };
  const others = [...new Set(hops.flatMap(({ from, to }) => [from, to]))].filter((name) => name !== HUB && name !== store?.name);
  const onlyJobs = others.filter((name) => hops.every(({ from, to }) => (from !== name || to === store?.name) && to !== name));
  const job = hops.find(({ from }) => onlyJobs.includes(from));

  const above = onRequestPath(hops);
  const names = others.filter((name) => !onlyJobs.includes(name));
  const talks = (name: string) => between(name, HUB).length > 0;
  const upper = chained(
    names.filter((name) => above.has(name)),
    between,
    talks,
  );
  const belowAll = names.filter((name) => !above.has(name));
  const past = (name: string) => hops.find(({ from, to }) => to === name && upper.includes(from));
  const sink = belowAll.find((name) => !talks(name) && past(name));
  const lower = chained(sink ? [sink, ...belowAll.filter((name) => name !== sink)] : belowAll, between, talks);

  const elbow = sink && lower[0] === sink ? past(sink) : undefined;
  const lead = (row: readonly string[]) => {
    const first = row.findIndex(talks);
    return first < 0 ? Number(elbow !== undefined && row === lower) : first;
  };
  const start = Math.max(lead(upper), lead(lower));
  const take = (row: readonly string[]): Seat[] => {
    let column = start - lead(row);
    return row.map((name) => {
      const seat = { name, column, vertical: between(name, HUB) };
      column += Math.max(1, seat.vertical.length);
      return seat;
    });
  };
  const [upperSeats, lowerSeats] = [take(upper), take(lower)];
  const horizontal = [upper, lower].flatMap((row) => row.slice(1).flatMap((name, index) => between(row[index] ?? '', name)));
  const vertical = [...upperSeats, ...lowerSeats].flatMap((seat) => seat.vertical);
  const drawn = new Set<Hop | undefined>([...horizontal, ...vertical, ...(store?.hops ?? []), job, elbow]);
  return {
    upper: upperSeats,
    lower: lowerSeats,
    start,
    columns: Math.max(
      toStore ? start + 1 : 0,
      ...[...upperSeats, ...lowerSeats].map(({ column, vertical }) => column + Math.max(1, vertical.length)),
    ),
    store,
    job,
    horizontal,
    elbow,
    aside: hops.filter((hop) => !drawn.has(hop)),
  };
}

/** Nodes that send to the hub without reading from it, and all that exchange requests with them. */
function onRequestPath(hops: readonly Hop[]): Set<string> {
  const readers = new Set(['Grafana', ...hops.filter(({ to, what }) => to === HUB && what === 'queries').map(({ from }) => from)]);
  const above = new Set(hops.filter(({ from, to }) => to === HUB && from !== HUB && !readers.has(from)).map(({ from }) => from));
  for (const hop of hops.filter(({ what }) => what === 'requests')) for (const name of [hop.from, hop.to]) above.add(name);
  const followers = hops.filter(({ from }) => from === HUB).map(({ to }) => to);
  for (const name of [HUB, ...readers, ...followers]) above.delete(name);
  return above;
}

/** A row in which connected nodes are neighbours as far as possible. Nodes without a hop to the hub come first. */
function chained(names: readonly string[], between: (a: string, b: string) => readonly Hop[], talks: (name: string) => boolean): string[] {
  const degree = (name: string) => names.filter((other) => other !== name && between(name, other).length > 0).length;
  const row: string[] = [];
  const visit = (name: string): void => {
    if (row.includes(name)) return;
    row.push(name);
    for (const next of names) if (between(name, next).length > 0) visit(next);
  };
  // The end of a chain is a better start than its middle.
  for (const name of names.filter((each) => !talks(each) && degree(each) === 1)) visit(name);
  for (const name of names) visit(name);
  return row;
}
