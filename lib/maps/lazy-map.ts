/** What has keys: a set, or a map. */
type Keys<Key> = Pick<ReadonlySet<Key>, 'size' | 'has' | 'keys'>;

/** A map whose values are made when they are asked for, each time again. */
export class LazyMap<Key, Value> implements ReadonlyMap<Key, Value> {
  /** @param make returns the value of one of the keys */
  constructor(
    private readonly known: Keys<Key>,
    private readonly make: (key: Key) => Value,
  ) {}

  get size(): number {
    return this.known.size;
  }

  has(key: Key): boolean {
    return this.known.has(key);
  }

  get(key: Key): Value | undefined {
    return this.has(key) ? this.make(key) : undefined;
  }

  keys(): MapIterator<Key> {
    return this.known.keys();
  }

  *values(): MapIterator<Value> {
    for (const key of this.keys()) yield this.make(key);
  }

  *entries(): MapIterator<[Key, Value]> {
    for (const key of this.keys()) yield [key, this.make(key)];
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  forEach(visit: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }
}
