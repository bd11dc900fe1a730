/** The field that was probably meant by an unknown one. */
import { nearest } from '../../../lib/findings/nearest';
import { type FieldType, nodeOf } from './fields';

type Fields = Readonly<Record<string, FieldType>>;

interface Place {
  readonly path: readonly string[];
  readonly type: FieldType;
}

/** The deepest field that is looked for: `lifecycler.ring.kvstore.store`. */
const DEPTH = 4;

/**
 * A field beside it with a similar name, or the only one below those with that name, or with that name in the flat format of the overrides.
 * @param fits whether the value may be there
 * @returns `block_retention`, `compaction.block_retention`
 */
export function meantField(name: string, fields: Fields, fits: (type: FieldType) => boolean): string | undefined {
  const near = nearest(
    name,
    Object.keys(fields).filter((known) => known !== '*'),
  );
  if (near !== undefined) return near;
  const below = placesIn(fields).filter(({ path }) => path.at(-1) === name || path.join('_') === name);
  const [found, another] = below;
  return found && !another && fits(found.type) ? found.path.join('.') : undefined;
}

function placesIn(fields: Fields, above: readonly string[] = []): Place[] {
  return Object.entries(fields).flatMap(([name, type]): Place[] => {
    const node = nodeOf(type);
    const path = [...above, name];
    const below = node && !Array.isArray(node) && path.length < DEPTH ? placesIn(node as Fields, path) : [];
    return name === '*' ? [] : [...(above.length > 0 ? [{ path, type }] : []), ...below];
  });
}
