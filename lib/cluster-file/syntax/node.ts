/** A parsed YAML file: its values, each with the place that it was written at. */
import type { Path } from '../../yaml/parsed';
import type { Ambiguity } from './ambiguous-scalars';

/** Line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** The file, if it is another one than that of the document: a value of a base. */
  readonly file?: string;
}

/** The text that a value was written in. */
export class Origin {
  private lineStarts?: readonly number[];

  /** @param file its path as shown in messages, if positions must tell it */
  constructor(
    private readonly text: string,
    private readonly file?: string,
  ) {}

  /** @param offset in characters; a negative one is the start of the file */
  place(offset: number): Position {
    const about = this.file === undefined ? {} : { file: this.file };
    if (offset < 0) return { ...START, ...about };
    this.lineStarts ??= lineStartsOf(this.text);
    // The last line that starts at or before the offset.
    let [line, after] = [0, this.lineStarts.length];
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) line = middle;
      else after = middle;
    }
    return { line: line + 1, column: offset - (this.lineStarts[line] ?? 0) + 1, ...about };
  }
}

export const START: Position = { line: 1, column: 1 };

/** Of YAML, in which a carriage return alone ends a line too. */
function lineStartsOf(text: string): number[] {
  const ends = text.includes('\r') ? /\r\n|\r|\n/g : /\n/g;
  return [0, ...[...text.matchAll(ends)].map(({ 0: end, index }) => index + end.length)];
}

/** Offsets in the text of the file: the first one, and the one after the last. */
export type Range = readonly [start: number, end: number];

export interface Entry {
  readonly keyOffset: number;
  /** Where the key is. */
  readonly origin: Origin;
  readonly node: Node;
}

export type Node = { readonly offset: number; readonly origin: Origin } & (
  | {
      readonly kind: 'map';
      readonly entries: Map<string, Entry>;
      /** The keys of bases that a null removed, each with that null. */
      readonly removed?: ReadonlyMap<string, Entry>;
      /** Whether a template stands for the value, so that nothing is known of it. @default false */
      readonly isTemplate?: boolean;
    }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | {
      readonly kind: 'scalar';
      /** Where its text starts and ends, without quotes. */
      readonly range: Range;
      readonly value: unknown;
      readonly text: string;
      /** Undefined if every reader of YAML has the same value. */
      readonly ambiguous?: Ambiguity;
    }
);

export type MapNode = Extract<Node, { kind: 'map' }>;

/** The values in a tree that readers of YAML read differently, with their paths. */
export function ambiguitiesIn(node: Node, path: Path = []): { readonly path: Path; readonly ambiguity: Ambiguity }[] {
  if (node.kind === 'map') return [...node.entries].flatMap(([key, entry]) => ambiguitiesIn(entry.node, [...path, key]));
  if (node.kind === 'list') return node.items.flatMap((item, index) => ambiguitiesIn(item, [...path, index]));
  return node.ambiguous ? [{ path, ambiguity: node.ambiguous }] : [];
}
