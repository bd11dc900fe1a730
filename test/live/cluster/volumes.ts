/** The volumes of a pod, as folders of this machine. */
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { Objects } from './objects';
import type { Pod } from './pod';
import { type Ids, idsOf } from './user';

export interface MountedVolume {
  readonly folder: string;
  readonly readOnly: boolean;
}

/** The folder of a pod that goes when it is deleted, and that of its claims, which stay. */
export interface VolumeFolders {
  readonly pod: string;
  readonly claims: string;
}

/**
 * The volume with this name, made or refreshed.
 * @throws Error if what it is made of does not exist
 */
export function volumeOf(pod: Pod, name: string, folders: VolumeFolders, objects: Objects): MountedVolume {
  const volume = pod.volumes.find((each) => textAt(each, 'name') === name);
  if (volume === undefined) throw new Error(`no volume ${name} in pod ${pod.name}`);
  const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
  if (claim !== undefined) return { folder: disk(path.join(folders.claims, `${claim}-${pod.name}`), idsOf(pod)), readOnly: false };
  const folder = path.join(folders.pod, name);
  const sources = sourcesOf(volume);
  if (sources.length === 0) return { folder: emptyFolder(folder, volume), readOnly: false };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const source of sources) project(pod, source, folder, objects);
  return { folder, readOnly: true };
}

interface Source {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly items: readonly unknown[];
  readonly isOptional: boolean;
  readonly mode: number;
}

/** The ConfigMaps and Secrets of a volume. Tokens of a ServiceAccount and fields of the pod are not projected. */
function sourcesOf(volume: unknown): Source[] {
  const all = [volume, ...listAt(volume, 'projected', 'sources')];
  const mode = (of: unknown) => Number(textAt(of, 'defaultMode') ?? textAt(volume, 'projected', 'defaultMode') ?? 0o644);
  return all.flatMap((source): Source[] => {
    const kind = at(source, 'configMap') ? 'ConfigMap' : at(source, 'secret') ? 'Secret' : undefined;
    if (kind === undefined) return [];
    const of = at(source, kind === 'Secret' ? 'secret' : 'configMap');
    const name = textAt(of, 'secretName') ?? textAt(of, 'name') ?? '';
    return [{ kind, name, items: listAt(of, 'items'), isOptional: at(of, 'optional') === true, mode: mode(of) }];
  });
}

/** Writes the keys of a ConfigMap or Secret as files. */
function project(pod: Pod, { kind, name, items, isOptional, mode }: Source, folder: string, objects: Objects): void {
  if (isOptional && !objects.find(kind, pod.namespace, name)) return;
  const data = objects.dataOf(kind, pod.namespace, name);
  const wanted = items.length > 0 ? items : Object.keys(data).map((key) => ({ key, path: key }));
  const { fsGroup } = idsOf(pod);
  for (const item of wanted) {
    const key = textAt(item, 'key') ?? '';
    const content = data[key];
    if (content === undefined && isOptional) continue;
    if (content === undefined) throw new Error(`no key ${key} in ${kind} ${name} in ${pod.namespace}`);
    const file = path.join(folder, textAt(item, 'path') ?? key);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    own(file, fsGroup);
    // A group of its own may read it, whatever the mode: https://kubernetes.io/docs/concepts/configuration/secret/
    chmodSync(file, fsGroup === undefined ? mode : mode | 0o040);
  }
}

/** Anyone may write into an emptyDir. */
function emptyFolder(folder: string, volume: unknown): string {
  if (textAt(volume, 'hostPath', 'path')) throw new Error(`volume ${textAt(volume, 'name')}: hostPath is not available here`);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  return folder;
}

/** A new file system belongs to root, and to the group of the pod. */
function disk(folder: string, { fsGroup }: Ids): string {
  if (existsSync(folder)) return folder;
  mkdirSync(folder, { recursive: true });
  own(folder, fsGroup);
  chmodSync(folder, fsGroup === undefined ? 0o755 : 0o2775);
  return folder;
}

function own(file: string, group: number | undefined): void {
  if (group !== undefined) chownSync(file, 0, group);
}
