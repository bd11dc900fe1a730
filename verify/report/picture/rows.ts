/**
 * The rows of the picture: the request path on top, below it one row for each tier of a collector, then Tempo with its store on the right,
 * and everything that reads from it at the bottom.
 */

import type { Hop } from '../report';
import { chained } from './chained';
import { HUB, Links, onRequestPath, relaysOf, storeOf } from './links';
import { type Cell, type Drop, type Range, Tiers } from './tiers';

/** The arrangement of the picture, without sizes. The upper row is 0. */
export interface Rows {
  /** All nodes but the store and the job. */
  readonly cells: readonly Cell[];
  /** Vertical arrows. */
  readonly drops: readonly Drop[];
  /** The rows of the hub, and below it. */
  readonly hub: number;
  readonly lower: number;
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
  const relays = relaysOf(hops).filter((name) => name !== store?.name);
  const others = [...new Set(hops.flatMap(({ from, to }) => [from, to]))].filter(
    (name) => name !== HUB && name !== store?.name && !relays.includes(name),
  );
  const onlyJobs = others.filter((name) => hops.every(({ from, to }) => (from !== name || to === store?.name) && to !== name));
  const job = hops.find(({ from }) => onlyJobs.includes(from));

  const above = onRequestPath(hops, relays);
  const names = others.filter((name) => !onlyJobs.includes(name));
  const upper = chained(
    names.filter((name) => above.has(name)),
    links,
    relays,
  );
  const tiers = new Tiers(
    upper,
    relays,
    names.filter((name) => !above.has(name)),
    links,
  );
  const below = names.filter((name) => !above.has(name) && !tiers.besides.includes(name));
  const past = (name: string) => hops.find(({ from, to }) => to === name && upper.includes(from));
  const sink = below.find((name) => !links.withHub(name) && past(name));
  const lower = chained(sink ? [sink, ...below.filter((name) => name !== sink)] : below, links);
  const bent = sink && lower[0] === sink ? past(sink) : undefined;

  // The first columns of the hub in both rows are the same.
  const leads = [tiers.lead, links.lead(lower, bent ? 1 : 0)] as const;
  const start = Math.max(...leads);
  const { cells, drops, hub } = tiers.from(start - leads[0]);
  const row = lowerRow(lower, start - leads[1], tiers.hub, links);
  const all = [...cells, ...row.cells];
  const toHub = [...(hub ?? []), ...row.drops.map(({ column }) => column)];
  if (toHub.length > 0 || store)
    all.push({ name: HUB, rows: [tiers.hub, tiers.hub], columns: [Math.min(start, ...toHub), Math.max(start, ...toHub)] });

  const elbow = bent && cells.every((cell) => !isCrossed(cell, start - leads[1], [0, tiers.hub + 1])) ? bent : undefined;
  const direct = [...drops, ...row.drops].filter(({ column, rows }) => all.every((cell) => !isCrossed(cell, column, rows)));
  const horizontal = [
    ...[upper, lower].flatMap((row) => row.slice(1).flatMap((name, index) => links.between(row[index] ?? '', name))),
    ...tiers.besides.flatMap((name) => relays.flatMap((relay) => links.between(relay, name))),
  ];
  const drawn = new Set<Hop | undefined>([...horizontal, ...direct.map(({ hop }) => hop), ...(store?.hops ?? []), job, elbow]);
  return {
    cells: all,
    drops: direct,
    hub: tiers.hub,
    lower: tiers.hub + 1,
    columns: all.reduce((most, { columns }) => Math.max(most, columns[1] + 1), 0),
    store,
    job,
    horizontal,
    elbow,
    aside: hops.filter((hop) => !drawn.has(hop)),
  };
}

/** Whether a vertical arrow would run through a node between its ends. */
const isCrossed = ({ rows, columns }: Cell, column: number, [from, to]: Range): boolean =>
  rows[1] > from && rows[0] < to && columns[0] <= column && column <= columns[1];

/** The row below the hub. A node has one column for each hop to or from the hub, and at least one. @param first the first column */
function lowerRow(names: readonly string[], first: number, hub: number, links: Links): { cells: Cell[]; drops: Drop[] } {
  const [cells, drops]: [Cell[], Drop[]] = [[], []];
  let next = first;
  for (const name of names) {
    const vertical = links.between(name, HUB);
    const last = next + Math.max(1, vertical.length) - 1;
    cells.push({ name, rows: [hub + 1, hub + 1], columns: [next, last] });
    drops.push(...vertical.map((hop, index): Drop => ({ hop, column: next + index, rows: [hub, hub + 1] })));
    next = last + 1;
  }
  return { cells, drops };
}
