/** Adds the fields of one release to the table of all releases, which shares equal nodes. */
import type { FieldNode, FieldTable, FieldType } from '../../charts/tempo/config-fields/fields';
import { compareVersions } from '../../lib/releases/version';

/** The output of the Go program beside this file. */
export interface ReadFields {
  readonly config: FieldType;
  readonly overrides: FieldType;
  readonly nodes: readonly FieldNode[];
}

/** @param version of Tempo; replaces what the table has for it */
export function withRelease(table: FieldTable, version: string, { nodes, ...roots }: ReadFields): FieldTable {
  const merged = new Nodes();
  const types = (all: readonly FieldNode[], config: FieldType, overrides: FieldType) =>
    [merged.add(config, all), merged.add(overrides, all)] as const;
  const others = Object.keys(table.releases).filter((other) => other !== version);
  const releases = [...others, version].sort(compareVersions).map((each) => {
    const [config = '', overrides = ''] = (each === version ? undefined : table.releases[each]) ?? [roots.config, roots.overrides];
    return [each, types(each === version ? nodes : table.nodes, config, overrides)] as const;
  });
  return { nodes: merged.nodes, releases: Object.fromEntries(releases) };
}

/** One line per node and per release, so that a difference shows what changed. */
export function tableText({ nodes, releases }: FieldTable): string {
  const lines = (texts: readonly string[]) => texts.join(',\n');
  const rows = Object.entries(releases).map(([version, types]) => `${JSON.stringify(version)}:${JSON.stringify(types)}`);
  return `{"nodes":[\n${lines(nodes.map((node) => JSON.stringify(node)))}\n],"releases":{\n${lines(rows)}\n}}\n`;
}

/** Nodes without duplicates, in the order in which they are first used. */
class Nodes {
  readonly nodes: FieldNode[] = [];
  private readonly indices = new Map<string, number>();

  /** @returns the type with the index of its node here */
  add(type: FieldType, all: readonly FieldNode[]): FieldType {
    const [, prefix = '', index] = /^([[{]*)#(\d+)$/.exec(type) ?? [];
    const node = index === undefined ? undefined : all[Number(index)];
    return node === undefined ? type : `${prefix}#${this.indexOf(this.renumbered(node, all))}`;
  }

  private renumbered(node: FieldNode, all: readonly FieldNode[]): FieldNode {
    if (isChoice(node)) return node.map((type) => this.add(type, all));
    const fields = Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(fields.map(([name, type]) => [name, this.add(type, all)]));
  }

  private indexOf(node: FieldNode): number {
    const text = JSON.stringify(node);
    const known = this.indices.get(text) ?? this.nodes.push(node) - 1;
    this.indices.set(text, known);
    return known;
  }
}

const isChoice = (node: FieldNode): node is readonly FieldType[] => Array.isArray(node);
