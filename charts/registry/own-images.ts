/** Images in the user's own Helm values, which win over those from the mirrors. */
import { posix } from 'node:path';
import { imageReference } from '../../lib/images/reference';
import { at, isMap, type Path, textAt } from '../../lib/yaml/parsed';
import { mergeUserValues } from '../helm-values/merge-values';
import type { ImagePlace, OwnRegistryValues, Part } from './own-values';
import { REGISTRY_RULES } from './rules';

/** That of a chart with one image. */
export const IMAGE_REPOSITORY: readonly ImagePlace[] = [{ path: 'image.repository', has: 'name' }];

/** A value of the user's for an image. */
interface OwnImage {
  readonly path: Path;
  readonly value: string;
  readonly has: Part;
}

/** Warns about images from a registry for which the cluster file has a mirror: a node of a closed network cannot pull them. */
export function checkOwnImages({ values, key, defaults, places, images, findings }: OwnRegistryValues): void {
  const ofStack = defaults.reduce(mergeUserValues, {});
  const found = [...imagesAt(values, places), ...imagesIn(values, ofStack)];
  const byPath = new Map(found.map((own) => [JSON.stringify(own.path), own]));
  for (const { path, value, has } of byPath.values()) {
    const image = has === 'name' ? value : `${value}/${(has === 'registry' && repositoryBeside(values, path)) || 'any'}`;
    const missed = images.missed(image);
    if (!missed) continue;
    const { host } = imageReference(image);
    const problem = `the image comes from ${host}, and not from ${findings.where(missed.key)}`;
    const wanted = has === 'registry' ? missed.mirror : inMirror(image, missed.mirror, has);
    const fix = `use ${wanted}, or add ${host} to registry.imagesFrom if nodes can reach it`;
    findings.warning([...key, ...path], REGISTRY_RULES.says('own-image', problem, fix));
  }
}

/** The repository of the user's own for the image with a registry. */
const repositoryBeside = (values: unknown, path: Path): string | undefined => textAt(values, ...path.slice(0, -1), 'repository');

function inMirror(image: string, mirror: string, has: Part): string {
  const { path, version } = imageReference(image);
  const name = `${mirror}/${path}`;
  return has === 'folder' ? posix.dirname(name) : name + version;
}

const imagesAt = (values: unknown, places: readonly ImagePlace[]): OwnImage[] =>
  places.flatMap(({ path, has }) => {
    const steps = path.split('.');
    const value = textAt(values, ...steps);
    return value ? [{ path: steps, value, has }] : [];
  });

/** @param ofStack the values of this stack in the same place */
function imagesIn(values: unknown, ofStack: unknown, path: Path = []): OwnImage[] {
  if (Array.isArray(values)) return values.flatMap((item, index) => imagesIn(item, undefined, [...path, index]));
  if (!isMap(values)) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const place = [...path, key];
    if (typeof value !== 'string' || value === '') return imagesIn(value, at(ofStack, key), place);
    const isRegistry = key === 'imageRegistry' || (key === 'registry' && isImage(path.at(-1)));
    // A chart without a value for the registry has it in this one.
    const isName = key === 'image' || isVolume(path, key) || (isImage(path.at(-1)) && WITH_HOST.test(textAt(ofStack, key) ?? ''));
    return isRegistry || isName ? [{ path: place, value, has: isRegistry ? 'registry' : 'name' }] : [];
  });
}

/** `image`, `mcImage` */
const isImage = (key: string | number | undefined): boolean => /image$/i.test(String(key));

/** A volume of a pod with the content of an image. */
const isVolume = (path: Path, key: string): boolean => key === 'reference' && path.at(-1) === 'image' && typeof path.at(-2) === 'number';

/** `mirror.example.org/grafana/tempo` */
const WITH_HOST = /^[^/]+[.:][^/]*\//;
