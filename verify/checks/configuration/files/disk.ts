/** Checks that Tempo's processes can write where their configuration keeps data. */
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { at, listAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { aboutObject, podSpecOf } from '../../../world/kubernetes';
import { mountOf } from '../../../world/mounted-file';
import { type Reader, type RunningTempo, targetOf, tempoVersionOf } from '../../../world/tempo';
import { aboutReader } from '../arguments';
import { CONFIGURATION_RULES } from '../rules';

/** Those that make the folder of the write-ahead log when they start (initStore in cmd/tempo/app/modules.go, tempodb/wal/wal.go). */
const WITH_STORE = [
  'all',
  'scalable-single-binary',
  'ingester',
  'querier',
  'query-frontend',
  'compactor',
  'block-builder',
  'backend-worker',
];
const DEFAULT_WAL = '/var/tempo/wal';

export function checkDisks({ config, readers }: RunningTempo, { isOurs }: World): Finding[] {
  const folder = textAt(config, 'storage', 'trace', 'wal', 'path') ?? DEFAULT_WAL;
  return readers.flatMap((reader) => {
    const isWriter = tempoVersionOf(reader) !== undefined && WITH_STORE.includes(targetOf(reader));
    const refused = isWriter ? unwritable(folder, reader).map((statement) => aboutReader(reader, statement)) : [];
    const { placed } = reader.pod;
    const unused = [...claimMistakes(reader), ...(refused.length > 0 ? [] : outsideOfClaim(folder, reader))];
    return [...refused, ...unused.map((statement) => (isOurs ? error : warning)(placed.place, statement, aboutObject(placed.object)))];
  });
}

/** Folders that the image lets its user write to (cmd/tempo/Dockerfile). */
const WRITABLE = /^\/(var\/tempo|tmp)(\/|$)/;

function unwritable(folder: string, { pod, container }: Reader): Statement[] {
  if (folder === '' || !folder.startsWith('/') || folder.includes('$')) return [];
  const says = (why: string) =>
    CONFIGURATION_RULES.says(
      'read-only-disk',
      `cannot write to ${folder}, which is storage.trace.wal.path, because ${why}, so Tempo does not start`,
      'mount a volume there',
    );
  const mount = mountOf(folder, container.mounts);
  const spec = podSpecOf(pod);
  if (mount) {
    const source = pod.volumes.find(({ volume }) => volume === mount.volume);
    if (source) return [says(`${source.kind} ${source.name} is mounted at ${mount.path}`)];
    return mount.readOnly ? [says(`volume ${mount.volume} is mounted with readOnly: true`)] : [];
  }
  const effective = (field: string) => at(container.source, 'securityContext', field) ?? at(spec, 'securityContext', field);
  if (at(container.source, 'securityContext', 'readOnlyRootFilesystem') === true)
    return [says('its root filesystem is read-only, and no volume is mounted there')];
  const isRoot = effective('runAsUser') === 0 || effective('runAsUser') === undefined;
  return isRoot || WRITABLE.test(folder) ? [] : [says('only root can write there, and no volume is mounted there')];
}

/** An ingester keeps traces there until they are in the storage. */
function outsideOfClaim(folder: string, reader: Reader): Statement[] {
  const { pod, container } = reader;
  const claims = listAt(pod.placed.object, 'spec', 'volumeClaimTemplates').map((template) => textAt(template, 'metadata', 'name') ?? '');
  const mounted = container.mounts.filter(({ volume }) => claims.includes(volume));
  if (!['all', 'ingester'].includes(targetOf(reader)) || mounted.length === 0 || mountOf(folder, container.mounts)) return [];
  const problem = `has storage.trace.wal.path ${folder}, which is not on a volume, although its claim ${mounted[0]?.volume} is mounted at ${mounted[0]?.path}`;
  return [CONFIGURATION_RULES.says('unused-claim', problem, 'mount the claim there')];
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
