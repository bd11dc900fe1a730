/** Which nodes of the picture are connected, and which of them are above Tempo. */
import type { Hop } from '../report';

/** The node in the middle, which spans the columns of all nodes that are connected to it. */
export const HUB = 'Tempo';

/** It only reads, even if it sends spans of its own. */
const READER = 'Grafana';

/** Which nodes are connected. */
export class Links {
  constructor(private readonly hops: readonly Hop[]) {}

  /** The hops between two nodes, in either direction. */
  between(a: string, b: string): readonly Hop[] {
    return this.hops.filter(({ from, to }) => (from === a && to === b) || (from === b && to === a));
  }

  /** All nodes that a node is connected to. */
  of(name: string): readonly string[] {
    return this.hops.flatMap(({ from, to }) => (from === name ? to : to === name ? from : []));
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
export function storeOf(hops: readonly Hop[]): { readonly name: string; readonly hops: readonly Hop[] } | undefined {
  const first = hops.find(({ from, to, what, protocol }) => from === HUB && to !== HUB && (what === 'blocks' || protocol === 'S3'));
  return first && { name: first.to, hops: hops.filter(({ from, to }) => from === HUB && to === first.to) };
}

/** The tiers of a collector, in the order of the spans: what receives spans of others before Tempo does. */
export function relaysOf(hops: readonly Hop[]): string[] {
  const spans = hops.filter(({ from, to, what }) => what === 'spans' && from !== HUB && to !== HUB && from !== READER && to !== READER);
  const receivers = new Set(spans.map(({ to }) => to));
  const reached = new Set(spans.flatMap(({ from }) => (receivers.has(from) ? [] : from)));
  for (const name of reached) for (const { from, to } of spans) if (from === name) reached.add(to);
  const relays = [...receivers].filter((name) => reached.has(name));
  /** The number of relays on the way to the last one. Those of a circle are counted once. */
  const depth = (name: string, seen: readonly string[] = []): number =>
    1 + Math.max(0, ...spans.flatMap(({ from, to }) => (from === name && ![...seen, name].includes(to) ? depth(to, [...seen, name]) : [])));
  return relays.toSorted((a, b) => depth(b) - depth(a));
}

/** Nodes that send to the hub or a relay without only reading from the hub, and all that exchange requests with them. */
export function onRequestPath(hops: readonly Hop[], relays: readonly string[]): Set<string> {
  const toRelays = new Set(hops.flatMap(({ from, to, what }) => (what === 'spans' && relays.includes(to) ? from : [])));
  const queries = hops.filter(({ from, to, what }) => to === HUB && what === 'queries' && !toRelays.has(from));
  const readers = new Set([READER, ...queries.map(({ from }) => from)]);
  const above = new Set(hops.filter(({ from, to }) => to === HUB && from !== HUB && !readers.has(from)).map(({ from }) => from));
  for (const name of toRelays) above.add(name);
  for (const hop of hops.filter(({ what }) => what === 'requests')) for (const name of [hop.from, hop.to]) above.add(name);
  const followers = hops.filter(({ from }) => from === HUB).map(({ to }) => to);
  for (const name of [HUB, ...readers, ...followers, ...relays]) above.delete(name);
  return above;
}
