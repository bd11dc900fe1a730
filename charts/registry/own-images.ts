/** Images in the user's own Helm values, which win over those from the mirrors. */
import { imageReference } from '../../lib/images/reference';
import { at, isMap, type Path, textAt } from '../../lib/yaml/parsed';
import { mergeUserValues } from '../helm-values/merge-values';
import type { OwnRegistryValues } from './own-values';
import { REGISTRY_RULES } from './rules';

/** A value with an image, or with the registry of one. */
interface OwnImage {
  readonly path: Path;
  readonly value: string;
  readonly isRegistry: boolean;
}

/** Warns about images from a registry for which the cluster file has a mirror: a node of a closed network cannot pull them. */
export function checkOwnImages({ values, key, defaults, images, findings }: OwnRegistryValues): void {
  const ofStack = defaults.reduce(mergeUserValues, {});
  for (const { path, value, isRegistry } of imagesIn(values, ofStack)) {
    const image = isRegistry ? `${value}/any` : value;
    const missed = images.missed(image);
    if (!missed) continue;
    const { host, path: name, version } = imageReference(image);
    const problem = `the image comes from ${host}, and not from ${findings.where(missed.key)}`;
    const wanted = isRegistry ? missed.mirror : `${missed.mirror}/${name}${version}`;
    const fix = `use ${wanted}, or add ${host} to registry.imagesFrom if nodes can reach it`;
    findings.warning([...key, ...path], REGISTRY_RULES.says('own-image', problem, fix));
  }
}

/** @param ofStack the values of this stack in the same place */
function imagesIn(values: unknown, ofStack: unknown, path: Path = []): OwnImage[] {
  if (Array.isArray(values)) return values.flatMap((item, index) => imagesIn(item, undefined, [...path, index]));
  if (!isMap(values)) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const place = [...path, key];
    if (typeof value !== 'string' || value === '') return imagesIn(value, at(ofStack, key), place);
    const isRegistry = key === 'imageRegistry' || (key === 'registry' && isImage(path.at(-1)));
    // A chart without a value for the registry has it in this one.
    const isName = key === 'image' || (isImage(path.at(-1)) && WITH_HOST.test(textAt(ofStack, key) ?? ''));
    return isRegistry || isName ? [{ path: place, value, isRegistry }] : [];
  });
}

/** `image`, `mcImage` */
const isImage = (key: string | number | undefined): boolean => /image$/i.test(String(key));

/** `mirror.example.org/grafana/tempo` */
const WITH_HOST = /^[^/]+[.:][^/]*\//;
