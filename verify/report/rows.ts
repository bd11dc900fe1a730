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
  const links = new Links(hops);
  const store = storeOf(hops);
  const others = [...new Set(hops.flatMap(({ from, to }) => [from, to]))].filter((name) => name !== HUB && name !== store?.name);
  const onlyJobs = others.filter((name) => hops.every(({ from, to }) => (from !== name || to === store?.name) && to !== name));
  const job = hops.find(({ from }) => onlyJobs.includes(from));

  const above = onRequestPath(hops);
  const names = others.filter((name) => !onlyJobs.includes(name));
  const upper = chained(
    names.filter((name) => above.has(name)),
    links,
  );
  const below = names.filter((name) => !above.has(name));
  const past = (name: string) => hops.find(({ from, to }) => to === name && upper.includes(from));
  const sink = below.find((name) => !links.withHub(name) && past(name));
  const lower = chained(sink ? [sink, ...below.filter((name) => name !== sink)] : below, links);
  const elbow = sink && lower[0] === sink ? past(sink) : undefined;

  const leads = [links.lead(upper, 0), links.lead(lower, elbow ? 1 : 0)] as const;
  const start = Math.max(...leads);
  const [upperSeats, lowerSeats] = [seatsOf(upper, start - leads[0], links), seatsOf(lower, start - leads[1], links)];
  const seats = [...upperSeats, ...lowerSeats];
  const horizontal = [upper, lower].flatMap((row) => row.slice(1).flatMap((name, index) => links.between(row[index] ?? '', name)));
  const drawn = new Set<Hop | undefined>([...horizontal, ...seats.flatMap(({ vertical }) => vertical), ...(store?.hops ?? []), job, elbow]);
  return {
    upper: upperSeats,
    lower: lowerSeats,
    start,
    columns: Math.max(store ? start + 1 : 0, ...seats.map(({ column, vertical }) => column + Math.max(1, vertical.length))),
    store,
    job,
    horizontal,
    elbow,
    aside: hops.filter((hop) => !drawn.has(hop)),
  };
}

/** Which nodes are connected. */
class Links {
  constructor(private readonly hops: readonly Hop[]) {}

  /** The hops between two nodes, in either direction. */
  between(a: string, b: string): readonly Hop[] {
    return this.hops.filter(({ from, to }) => (from === a && to === b) || (from === b && to === a));
  }

  withHub(name: string): boolean {
    return this.between(name, HUB).length > 0;
  }

  /** The number of columns of a row before its first node that is connected to the hub. @param without the number if there is none */
  lead(row: readonly string[], without: number): number {
    const first = row.findIndex((name) => this.withHub(name));
    return first < 0 ? without : first;
  }
}

/** Where the hub stores blocks. */
function storeOf(hops: readonly Hop[]): Rows['store'] {
  const first = hops.find(({ from, to, what, protocol }) => from === HUB && to !== HUB && (what === 'blocks' || protocol === 'S3'));
  return first && { name: first.to, hops: hops.filter(({ from, to }) => from === HUB && to === first.to) };
}

/** @param column the column of the first node */
function seatsOf(row: readonly string[], column: number, links: Links): Seat[] {
  let next = column;
  return row.map((name) => {
    const seat = { name, column: next, vertical: links.between(name, HUB) };
    next += Math.max(1, seat.vertical.length);
    return seat;
  });
}

/** Nodes that send to the hub without reading from it, by themselves or through others, and all that exchange requests with them. */
function onRequestPath(hops: readonly Hop[]): Set<string> {
  const readers = new Set(['Grafana', ...hops.filter(({ to, what }) => to === HUB && what === 'queries').map(({ from }) => from)]);
  const above = new Set(hops.filter(({ from, to }) => to === HUB && from !== HUB && !readers.has(from)).map(({ from }) => from));
  // Those whose spans come through a collector, of which there may be two tiers.
  for (let size = -1; size !== above.size; ) {
    size = above.size;
    for (const { from, to } of hops.filter(({ what }) => what === 'spans')) if (above.has(to)) above.add(from);
  }
  for (const hop of hops.filter(({ what }) => what === 'requests')) for (const name of [hop.from, hop.to]) above.add(name);
  const followers = hops.filter(({ from }) => from === HUB).map(({ to }) => to);
  for (const name of [HUB, ...readers, ...followers]) above.delete(name);
  return above;
}

/** A row in which connected nodes are neighbours as far as possible. Nodes without a hop to the hub come first. */
function chained(names: readonly string[], links: Links): string[] {
  const degree = (name: string) => names.filter((other) => other !== name && links.between(name, other).length > 0).length;
  const row: string[] = [];
  const visit = (name: string): void => {
    if (row.includes(name)) return;
    row.push(name);
    for (const next of names) if (links.between(name, next).length > 0) visit(next);
  };
  // The end of a chain is a better start than its middle.
  for (const name of names.filter((each) => !links.withHub(each) && degree(each) === 1)) visit(name);
  for (const name of names) visit(name);
  return row;
}
