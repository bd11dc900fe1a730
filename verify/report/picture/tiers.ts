/** The upper rows of the picture: senders, and below them the tiers of a collector, each in a row of its own that spans its senders. */
import type { Hop } from '../report';
import { HUB, type Links } from './links';

/** The first and the last of several rows or columns. */
export type Range = readonly [first: number, last: number];

/** A node, with the rows and columns that it spans. */
export interface Cell {
  readonly name: string;
  readonly rows: Range;
  readonly columns: Range;
}

/** A vertical arrow. */
export interface Drop {
  readonly hop: Hop;
  readonly column: number;
  /** The rows of its upper and its lower end. */
  readonly rows: Range;
}

/** The columns of the senders and of what their spans pass, from 0. */
export class Tiers {
  /** The row of the hub. */
  readonly hub: number;
  /** Nodes to the right of relays that exchange something else with them, such as Prometheus, all in one column. */
  readonly besides: readonly string[];
  private readonly cells: Cell[] = [];
  private readonly drops: Drop[] = [];
  /** The columns of the relays and the hub. */
  private readonly spans = new Map<string, Range>();

  /** @param upper the upper row, in order @param others the nodes in no row yet */
  constructor(
    upper: readonly string[],
    private readonly relays: readonly string[],
    others: readonly string[],
    private readonly links: Links,
  ) {
    this.hub = relays.length + 1;
    this.besides = this.chosenBesides(others);
    const column = this.seat(upper);
    for (const relay of relays) this.passOn(relay);
    for (const name of relays) this.cells.push({ name, rows: this.rowsOf([name]), columns: this.spans.get(name) ?? [0, 0] });
    for (const name of this.besides) {
      const rows = this.rowsOf(this.relaysOf(name));
      this.cells.push({ name, rows, columns: [column, column] });
      for (const hop of links.between(name, HUB)) this.drop(hop, column, [rows[1], this.hub], HUB);
    }
  }

  /** The first column of the hub; 0 if nothing is connected to it from above. */
  get lead(): number {
    return this.spans.get(HUB)?.[0] ?? 0;
  }

  /** All of it, moved to the right. */
  from(shift: number): { readonly cells: readonly Cell[]; readonly drops: readonly Drop[]; readonly hub?: Range } {
    const moved = ([first, last]: Range): Range => [first + shift, last + shift];
    const hub = this.spans.get(HUB);
    return {
      cells: this.cells.map((cell) => ({ ...cell, columns: moved(cell.columns) })),
      drops: this.drops.map((drop) => ({ ...drop, column: drop.column + shift })),
      hub: hub && moved(hub),
    };
  }

  private readonly rowOf = (bar: string): number => (bar === HUB ? this.hub : this.relays.indexOf(bar) + 1);

  private rowsOf(relays: readonly string[]): Range {
    const rows = relays.map(this.rowOf);
    return [Math.min(...rows), Math.max(...rows)];
  }

  private relaysOf(name: string): readonly string[] {
    return this.relays.filter((relay) => this.links.between(name, relay).length > 0);
  }

  /** Those that are connected to nothing but relays and the hub, as far as they are not beside the same relay. */
  private chosenBesides(names: readonly string[]): string[] {
    const chosen: string[] = [];
    for (const name of names) {
      const isFree = this.links.of(name).every((other) => other === HUB || this.relays.includes(other));
      const [own, taken] = [this.relaysOf(name), chosen.flatMap((each) => this.relaysOf(each))];
      const [first, last] = this.rowsOf(own);
      if (isFree && own.length > 0 && !taken.some((relay) => this.rowOf(relay) >= first && this.rowOf(relay) <= last)) chosen.push(name);
    }
    return chosen;
  }

  /** Gives the upper row its columns, and a column to what is beside the relays. @returns that column */
  private seat(upper: readonly string[]): number {
    const verticals = upper.map((name) =>
      [...this.relays, HUB].flatMap((bar) => this.links.between(name, bar).map((hop) => ({ bar, hop }))),
    );
    const lastRelayed = verticals.findLastIndex((own) => own.some(({ bar }) => bar !== HUB));
    const after = verticals.findIndex((own, index) => index > lastRelayed && own.length > 0);
    let [next, beside] = [0, -1];
    for (const [index, name] of upper.entries()) {
      if (index === after && this.besides.length > 0) beside = next++;
      const own = verticals[index] ?? [];
      const columns: Range = [next, next + Math.max(1, own.length) - 1];
      this.cells.push({ name, rows: [0, 0], columns });
      for (const [at, { bar, hop }] of own.entries()) this.drop(hop, next + at, [0, this.rowOf(bar)], bar);
      next = columns[1] + 1;
    }
    return beside < 0 ? next : beside;
  }

  /** The hops from a relay to those below it and to the hub, each in a column of the relay. They become as wide as the relay. */
  private passOn(relay: string): void {
    const [first, last] = this.spans.get(relay) ?? [0, 0];
    let column = first;
    for (const bar of [...this.relays.slice(this.relays.indexOf(relay) + 1), HUB]) {
      for (const hop of this.links.between(relay, bar))
        if (column <= last) this.drop(hop, column++, [this.rowOf(relay), this.rowOf(bar)], bar);
      const isBelow = bar === HUB || this.links.between(relay, bar).length > 0;
      if (isBelow && !this.isPassed(bar, [first, last])) this.widen(bar, [first, last]);
    }
  }

  /** Whether an arrow runs past a bar between these columns. */
  private isPassed(bar: string, [first, last]: Range): boolean {
    const row = this.rowOf(bar);
    return this.drops.some(({ column, rows: [from, to] }) => from < row && row < to && first <= column && column <= last);
  }

  private drop(hop: Hop, column: number, rows: Range, bar: string): void {
    this.drops.push({ hop, column, rows });
    this.widen(bar, [column, column]);
  }

  private widen(bar: string, [first, last]: Range): void {
    const before = this.spans.get(bar);
    this.spans.set(bar, before ? [Math.min(before[0], first), Math.max(before[1], last)] : [first, last]);
  }
}
