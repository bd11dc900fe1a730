/** The keys that scripts in the manifests read from mounted Secrets: `cat /tempo/MINIO_ACCESS_KEY_ID`. */
import { escaped } from '../../../lib/regular-expression';
import { mapAt, textFrom } from '../../../lib/yaml/parsed';
import type { Placed, World } from '../../stack';
import type { Container, Pod } from '../../world/kubernetes';
import type { Reference } from './reference';

type Volume = Pod['volumes'][number];

/** Only for pods in the manifests themselves. The scripts of charts are not judged. */
export function scriptReferences({ placed, containers, volumes }: Pod, { objects }: World): Reference[] {
  if (placed.rendered) return [];
  return containers.flatMap((container) => {
    const text = scriptOf(container, volumes, placed, objects);
    return container.mounts.flatMap(({ volume, path, subPath }) => {
      const source = volumes.find((candidate) => candidate.volume === volume && candidate.keys.length === 0);
      if (!source || subPath !== undefined) return [];
      const { kind, name, optional } = source;
      return filesRead(text, path).map(
        (key): Reference => ({ ref: { kind, name, key, optional }, by: 'script', container: container.name }),
      );
    });
  });
}

/** The names of the files below a folder that a script mentions. */
function filesRead(script: string, folder: string): string[] {
  const prefix = escaped(folder.replace(/\/$/, ''));
  const mentions = script.matchAll(new RegExp(`(?<![\\w.-])${prefix}/([\\w.-]*\\w)`, 'g'));
  return [...new Set([...mentions].map(([, name = '']) => name))];
}

/** The arguments of a container, and the texts of the ConfigMaps that it mounts. */
function scriptOf({ args, mounts }: Container, volumes: readonly Volume[], { namespace }: Placed, objects: readonly Placed[]): string {
  const maps = volumes.filter(({ kind, volume }) => kind === 'ConfigMap' && mounts.some((mount) => mount.volume === volume));
  const texts = maps.flatMap(({ name }) =>
    objects
      .filter((other) => other.object.kind === 'ConfigMap' && other.object.metadata.name === name && other.namespace === namespace)
      .flatMap(({ object }) => Object.values(mapAt(object, 'data')).map(textFrom)),
  );
  return [...args, ...texts].join('\n');
}
