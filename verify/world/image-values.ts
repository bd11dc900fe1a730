/** Finds the Helm value that names an image. */
import { imageReference } from '../../lib/images/reference';
import { isMap, leavesOf, type Path, textFrom } from '../../lib/yaml/parsed';

/** A value to set, and what to. */
export interface ImageValue {
  readonly path: Path;
  readonly value: string;
}

/**
 * The value of a release that names an image: the whole image, or else a map with its repository.
 * @param values all values of the release, including the defaults of the chart
 * @param mirror what must replace its registry: `mirror.example.org`
 * @returns undefined if no value names it
 */
export function imageValue(values: unknown, image: string, mirror: string): ImageValue | undefined {
  const { host, path: wanted, version } = imageReference(image);
  const [whole] = leavesOf(values).find(([, value]) => value === image) ?? [];
  if (whole) return { path: whole, value: `${mirror}/${wanted}${version}` };
  const maps = mapsIn(values, []);
  // One part of the chart may have another registry for the image of all parts.
  const ofPart = maps.find(({ map, path: [first] }) => first !== 'global' && map.registry === host && !textFrom(map[keyOf(map)] ?? ''));
  if (ofPart) return { path: [...ofPart.path, 'registry'], value: mirror };
  const found = maps.find(({ map }) => namesImage(map, wanted));
  if (!found) return undefined;
  const { map, path } = found;
  if (Object.hasOwn(map, 'registry')) return { path: [...path, 'registry'], value: mirror };
  return { path: [...path, keyOf(map)], value: `${mirror}/${wanted}` };
}

type Values = Readonly<Record<string, unknown>>;

const keyOf = (map: Values): 'repository' | 'name' => (typeof map.repository === 'string' ? 'repository' : 'name');

function namesImage(map: Values, wanted: string): boolean {
  const name = map[keyOf(map)];
  if (typeof name !== 'string' || name === '') return false;
  const registry = typeof map.registry === 'string' && map.registry !== '' ? `${textFrom(map.registry)}/` : '';
  return imageReference(registry + name).path === wanted;
}

/** Every map within a value, from the outside in. */
function mapsIn(value: unknown, path: Path): { readonly map: Values; readonly path: Path }[] {
  if (!isMap(value)) return [];
  return [{ map: value, path }, ...Object.entries(value).flatMap(([key, child]) => mapsIn(child, [...path, key]))];
}
