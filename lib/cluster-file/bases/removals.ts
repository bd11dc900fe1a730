/** The values of bases that a null removed. */
import type { Path } from '../../yaml/parsed';
import type { Entry, Node, Position } from '../syntax/node';

export class Removals {
  constructor(private readonly root: Node | undefined) {}

  /** The position of the null that removed the value at `path`, or that of a map around it; undefined if none did. */
  placeOf(path: Path): Position | undefined {
    let found: Position | undefined;
    let node = this.root;
    for (const step of path) {
      if (node?.kind !== 'map') break;
      const removal = node.removed?.get(String(step));
      if (removal) found = removal.origin.place(removal.keyOffset);
      node = node.entries.get(String(step))?.node;
    }
    return found;
  }

  /** The keys that have no text for their value, and so removed those of bases: each may be an unfinished edit. */
  get byEmptyKeys(): Path[] {
    return emptyKeysIn(this.root, []);
  }
}

function emptyKeysIn(node: Node | undefined, path: Path): Path[] {
  if (node?.kind !== 'map') return [];
  const isEmpty = ({ node: removal }: Entry) => removal.kind === 'scalar' && removal.text === '';
  // A file above may set it again.
  const empty = [...(node.removed ?? [])].filter(([key, removal]) => isEmpty(removal) && !node.entries.has(key));
  return [...empty.map(([key]) => [...path, key]), ...[...node.entries].flatMap(([key, entry]) => emptyKeysIn(entry.node, [...path, key]))];
}
