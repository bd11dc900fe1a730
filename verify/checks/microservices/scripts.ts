/** What scripts of the manifests read of the Secrets that are mounted beside them: `cat /tempo/MINIO_ACCESS_KEY_ID`. */
import { mapAt } from '../../../lib/yaml/parsed';
import type { Placed, World } from '../../stack';
import type { Container, Pod } from '../../world/kubernetes';
import type { Reference } from './references';

/** How a script is called where it reads what is not there. */
export const SCRIPT = 'the script';

/** Of pods that stand in the manifests themselves: a chart's own are the chart's business. */
export function scriptRefs({ placed, containers, volumes }: Pod, { objects }: World): Reference[] {
  if (placed.rendered) return [];
  return containers.flatMap((container) => {
    const text = scriptOf(container, volumes, placed, objects);
    return container.mounts.flatMap(({ volume, path, subPath }) => {
      const source = volumes.find((candidate) => candidate.volume === volume && candidate.keys.length === 0);
      if (!source || subPath !== undefined) return [];
      const folder = path.replace(/\/$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const keys = [...text.matchAll(new RegExp(`(?<![\\w.-])${folder}/([\\w.-]*\\w)`, 'g'))].map(([, key = '']) => key);
      const { kind, name, optional } = source;
      return [...new Set(keys)].map((key) => ({ ref: { kind, name, key, optional }, what: SCRIPT, container: container.name }));
    });
  });
}

/** Its arguments, and the texts of the ConfigMaps that it has. */
function scriptOf({ args, mounts }: Container, volumes: Pod['volumes'], { namespace }: Placed, objects: readonly Placed[]): string {
  const maps = volumes.filter(({ kind, volume }) => kind === 'ConfigMap' && mounts.some((mount) => mount.volume === volume));
  const texts = maps.flatMap(({ name }) =>
    objects
      .filter((other) => other.object.kind === 'ConfigMap' && other.object.metadata.name === name && other.namespace === namespace)
      .flatMap(({ object }) => Object.values(mapAt(object, 'data')).map(String)),
  );
  return [...args, ...texts].join('\n');
}
