/** Checks that what Tempo keeps on its own disk is on a volume. */
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { mountOf } from '../../world/mounted-file';
import type { Reader, RunningTempo } from '../../world/tempo';
import { MICROSERVICES_RULES } from './rules';

/** Checks that Tempo has volumes if the cluster file sets persistence and the release uses it. */
export function checkPersistence({ readers, placed, namespace, config }: RunningTempo, { declared, objects }: World): Finding[] {
  // Kafka keeps what the newer Tempo of a migration has not stored yet.
  if (!declared.isPersistent || at(config, 'ingest', 'kafka', 'address') !== undefined) return [];
  const hasVolume = objects.some(
    ({ object, namespace: own }) =>
      object.kind === 'PersistentVolumeClaim' ||
      (own === namespace &&
        readers.some(({ pod }) => pod.placed.object === object) &&
        listAt(object, 'spec', 'volumeClaimTemplates').length > 0),
  );
  if (hasVolume) return [];
  const problem = `tempo.persistence is set in the cluster file, but no pod of Tempo has one, so each rollout loses traces that are not in ${declared.storage?.title ?? 'the storage'} yet`;
  return [
    error(placed.place, MICROSERVICES_RULES.says('no-volume', problem, 'enable persistence in the values'), {
      ...aboutObject(placed.object),
    }),
  ];
}

/** Checks that each process has its local disk on a volume, if the cluster file says that the traces are there. */
export function checkLocalDisk({ config, readers }: RunningTempo, { declared }: World): Finding[] {
  const folder = textAt(config, 'storage', 'trace', 'local', 'path');
  if (declared.storage?.name !== 'local' || folder === undefined) return [];
  return readers
    .filter((reader) => !volumesOf(reader).includes(mountOf(folder, reader.container.mounts)?.volume ?? ''))
    .map(({ pod, container }) =>
      error(pod.placed.place, notOnVolume(folder), { ...aboutObject(pod.placed.object), part: `container ${container.name}` }),
    );
}

const notOnVolume = (folder: string): Statement =>
  MICROSERVICES_RULES.says(
    'disk-without-volume',
    `has storage.trace.local.path ${folder}, which is not on a volume that outlives the pod, so all traces are lost with the pod`,
    'mount the volume of tempo.persistence there',
  );

/** The volumes of a pod that outlive it. */
function volumesOf({ pod: { placed } }: Reader): string[] {
  const own = listAt(placed.object, 'spec', 'template', 'spec', 'volumes').filter(
    (volume) => at(volume, 'persistentVolumeClaim') !== undefined,
  );
  return [
    ...listAt(placed.object, 'spec', 'volumeClaimTemplates').map((template) => textAt(template, 'metadata', 'name') ?? ''),
    ...own.map((volume) => textAt(volume, 'name') ?? ''),
  ];
}
