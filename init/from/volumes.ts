/** The volumes that Helm values mount into the processes of Tempo. */
import { textAt } from '../../lib/yaml/parsed';
import type { Values } from './running';
import { listsNamed } from './variables';

export interface Mounted {
  /** The name of the volume and of its mounts. */
  readonly name: string;
  readonly volume: unknown;
  readonly mount: unknown;
}

/** The volume that has a file in the container; undefined if none has. @param file its path */
export function volumeWith(file: string, values: Values): Mounted | undefined {
  const mount = listsNamed(values, ['extraVolumeMounts', 'volumeMounts'])
    .flat()
    .find((item) => {
      const where = textAt(item, 'mountPath')?.replace(/\/$/, '');
      return where !== undefined && (file === where || file.startsWith(`${where}/`));
    });
  const name = textAt(mount, 'name');
  if (name === undefined) return undefined;
  const volume = listsNamed(values, ['extraVolumes', 'volumes'])
    .flat()
    .find((item) => textAt(item, 'name') === name);
  return { name, volume, mount };
}
