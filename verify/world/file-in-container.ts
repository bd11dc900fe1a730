/** Whether a file is in a container, as far as its manifest tells. */
import { at, listAt, textAt } from '../../lib/yaml/parsed';
import { podSpecOf } from './kubernetes';
import type { Lookup } from './lookup';
import { mountOf, type PodContainer } from './mounted-file';

/** `present`, or not known; else why the file is not there. */
export type FileState =
  | { readonly state: 'present' | 'unknown' }
  | { readonly state: 'not-mounted' }
  | {
      readonly state: 'not-in-volume';
      readonly volume: string;
      /** The folder that the volume is mounted at. */
      readonly folder: string;
      /** The files in it. */
      readonly files: readonly string[];
    };

/** Folders with files of the image itself. */
const OF_IMAGE = /^\/(etc\/(ssl\/certs|pki|ca-certificates)|usr|proc|sys|dev)\//;

/** @param file its path; a relative one is below the root, where the image of Tempo starts */
export function fileState(file: string, { pod, container }: PodContainer, lookup: Lookup): FileState {
  const path = file.startsWith('/') ? file : `/${file}`;
  if (path.includes('$') || path.includes('..')) return { state: 'unknown' };
  const mount = mountOf(path, container.mounts);
  if (!mount) return { state: OF_IMAGE.test(path) ? 'unknown' : 'not-mounted' };
  const sources = pod.volumes.filter(({ volume }) => volume === mount.volume);
  if (sources.length === 0 || !isOnlyKeys(mount.volume, podSpecOf(pod)) || sources.some(({ optional }) => optional))
    return { state: 'unknown' };
  const files = new Set<string>();
  for (const { kind, name, keys, paths } of sources) {
    const known = keys.length > 0 ? paths : lookup.source(kind, pod.placed.namespace ?? '', name)?.keys;
    // A missing object is reported with its reference.
    if (known === undefined || known === 'any') return { state: 'unknown' };
    for (const each of known) files.add(each);
  }
  const folder = mount.path.replace(/\/$/, '');
  const rest = path.slice(folder.length + 1);
  const inVolume = [mount.subPath, rest]
    .filter(Boolean)
    .join('/')
    .replace(/^\.?\//, '');
  return files.has(inVolume) ? { state: 'present' } : { state: 'not-in-volume', volume: mount.volume, folder, files: [...files] };
}

/** Whether a volume has nothing but keys of ConfigMaps and Secrets. */
function isOnlyKeys(name: string, podSpec: unknown): boolean {
  const volume = listAt(podSpec, 'volumes').find((candidate) => textAt(candidate, 'name') === name);
  const isKeys = (source: unknown) => at(source, 'configMap') !== undefined || at(source, 'secret') !== undefined;
  return isKeys(volume) || listAt(volume, 'projected', 'sources').every(isKeys);
}
