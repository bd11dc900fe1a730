/** Files that a container mounts from a ConfigMap or Secret. */
import { textAt } from '../../lib/yaml/parsed';
import type { Placed, World } from '../stack';
import type { Container, Pod } from './kubernetes';

export interface PodContainer {
  readonly pod: Pod;
  readonly container: Container;
}

export interface MountedFile {
  /** The ConfigMap or Secret. */
  readonly placed: Placed;
  /** The key of its data. */
  readonly key: string;
  readonly text: string;
}

/** @param file an absolute path in the container. @returns undefined if its text is not among these manifests */
export function mountedFile(file: string, { pod, container: { mounts } }: PodContainer, { objects }: World): MountedFile | undefined {
  const mount = mountOf(file, mounts);
  const volume = pod.volumes.find((candidate) => candidate.volume === mount?.volume);
  if (!mount || !volume) return undefined;
  const name = mount.subPath ?? file.slice(mount.path.replace(/\/$/, '').length + 1);
  const item = volume.paths.indexOf(name);
  // Without items, each key is a file.
  if (volume.paths.length > 0 && item < 0) return undefined;
  const key = volume.keys[item] ?? name;
  const placed = objects.find(
    ({ object, namespace }) => object.kind === volume.kind && object.metadata.name === volume.name && namespace === pod.placed.namespace,
  );
  const text = placed && textIn(placed.object, key);
  return text === undefined || !placed ? undefined : { placed, text, key };
}

/** Whether a pod has a ConfigMap or Secret as a volume. */
export const hasVolume = ({ volumes, placed }: Pod, { object, namespace }: Placed): boolean =>
  namespace === placed.namespace && volumes.some(({ kind, name }) => kind === object.kind && name === object.metadata.name);

/** The innermost mount that contains a file. */
export const mountOf = (file: string, mounts: Container['mounts']): Container['mounts'][number] | undefined =>
  mounts
    .filter(({ path }) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];

/** The text of a key of a ConfigMap or Secret. */
export function textIn(object: unknown, key: string): string | undefined {
  const value = textAt(object, 'data', key);
  const decoded = textAt(object, 'kind') === 'Secret' && value !== undefined ? Buffer.from(value, 'base64').toString() : value;
  return textAt(object, 'stringData', key) ?? decoded;
}
