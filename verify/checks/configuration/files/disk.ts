/** Checks that Tempo's processes can write where their configuration keeps data. */
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { groupedBy } from '../../../../lib/findings/grouped-by';
import { listed } from '../../../../lib/findings/listed';
import { at, listAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { aboutObject, podSpecOf } from '../../../world/kubernetes';
import { mountOf } from '../../../world/mounted-file';
import type { Reader, RunningTempo } from '../../../world/tempo';
import { aboutReader } from '../arguments';
import { CONFIGURATION_RULES } from '../rules';
import { type DataFolder, dataFolders, NO_START } from './data-folders';

export function checkDisks(tempo: RunningTempo, { isOurs }: World): Finding[] {
  return tempo.readers.flatMap((reader) => {
    const folders = dataFolders(tempo, reader);
    const refused = unwritable(folders, reader).map((statement) => aboutReader(reader, statement));
    const { placed } = reader.pod;
    const unused = [...claimMistakes(reader), ...(refused.length > 0 ? [] : outsideOfClaim(folders, reader))];
    return [...refused, ...unused.map((statement) => (isOurs ? error : warning)(placed.place, statement, aboutObject(placed.object)))];
  });
}

/** Folders that cannot be written to for the same reason are told together. */
function unwritable(folders: readonly DataFolder[], reader: Reader): Statement[] {
  const byReason = groupedBy(folders, ({ folder }) => whyUnwritable(folder, reader) ?? '');
  return [...byReason].flatMap(([why, those]) => {
    if (why === '') return [];
    const names = listed(those.map(({ field, folder }) => `${folder}, which is ${field}`));
    const effects = [...new Set(those.map(({ otherwise }) => otherwise))];
    const effect = effects.includes(NO_START) ? NO_START : listed(effects);
    const problem = `cannot write to ${names}, because ${why}, so ${effect}`;
    return [CONFIGURATION_RULES.says('read-only-disk', problem, 'mount a volume there')];
  });
}

/** Folders that the image lets its user write to (cmd/tempo/Dockerfile). */
const WRITABLE = /^\/(var\/tempo|tmp)(\/|$)/;

function whyUnwritable(folder: string, { pod, container }: Reader): string | undefined {
  if (!folder.startsWith('/') || folder.includes('$')) return undefined;
  const mount = mountOf(folder, container.mounts);
  const spec = podSpecOf(pod);
  if (mount) {
    const source = pod.volumes.find(({ volume }) => volume === mount.volume);
    if (source) return `${source.kind} ${source.name} is mounted at ${mount.path}`;
    return mount.readOnly ? `volume ${mount.volume} is mounted with readOnly: true` : undefined;
  }
  const effective = (field: string) => at(container.source, 'securityContext', field) ?? at(spec, 'securityContext', field);
  if (at(container.source, 'securityContext', 'readOnlyRootFilesystem') === true)
    return 'its root filesystem is read-only, and no volume is mounted there';
  const isRoot = effective('runAsUser') === 0 || effective('runAsUser') === undefined;
  return isRoot || WRITABLE.test(folder) ? undefined : 'only root can write there, and no volume is mounted there';
}

/** An ingester or live-store keeps traces there until they are in the storage. */
function outsideOfClaim(folders: readonly DataFolder[], { pod, container }: Reader): Statement[] {
  const claims = listAt(pod.placed.object, 'spec', 'volumeClaimTemplates').map((template) => textAt(template, 'metadata', 'name') ?? '');
  const [mounted] = container.mounts.filter(({ volume }) => claims.includes(volume));
  if (!mounted) return [];
  return folders
    .filter(({ keeps, folder }) => keeps && !mountOf(folder, container.mounts))
    .map(({ field, folder }) => {
      const problem = `has ${field} ${folder}, which is not on a volume, although its claim ${mounted.volume} is mounted at ${mounted.path}`;
      return CONFIGURATION_RULES.says('unused-claim', problem, 'mount the claim there');
    });
}

/** What is wrong with the volumeClaimTemplates of a StatefulSet. */
function claimMistakes({ pod, container }: Reader): Statement[] {
  const { object } = pod.placed;
  return listAt(object, 'spec', 'volumeClaimTemplates').flatMap((template) => {
    const name = textAt(template, 'metadata', 'name') ?? '';
    const isMounted = pod.containers.some(({ mounts }) => mounts.some(({ volume }) => volume === name));
    const says = (rule: 'unused-claim' | 'unusable-claim', problem: string, fix: string) => [CONFIGURATION_RULES.says(rule, problem, fix)];
    if (!isMounted) return says('unused-claim', `makes the claim ${name}, which no container mounts, so nothing is kept there`, 'mount it');
    const writes = container.mounts.some(({ volume, readOnly }) => volume === name && !readOnly);
    const modes = listAt(template, 'spec', 'accessModes').map(textFrom);
    if (textAt(template, 'spec', 'volumeMode') === 'Block')
      return says('unusable-claim', `the claim ${name} is a block device (volumeMode Block), which cannot be mounted`, 'use Filesystem');
    if (writes && modes.length > 0 && modes.every((mode) => mode === 'ReadOnlyMany'))
      return says('unusable-claim', `the claim ${name} can only be read (accessModes ReadOnlyMany)`, 'use ReadWriteOnce');
    return [];
  });
}
