/** Tempo stores traces elsewhere, or for a shorter time. */
import type { InstalledTempo } from '../../../charts/tempo/installed';
import { secondsOf } from '../../../charts/tempo/retention/duration';
import { type Location, serverAt } from '../../../charts/tempo/storage/location';
import { BUNDLED_STORAGE } from '../../../charts/tempo/storage/s3/bundled-minio';
import { error, type Finding, warning } from '../../../lib/findings/finding';
import { type Path, textAt } from '../../../lib/yaml/parsed';
import { flush } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';
import { movesCluster } from './clusters';

const STORAGE = ['tempo', 'storage'];

const BUNDLED_SERVER = serverAt(BUNDLED_STORAGE.endpoint ?? '', BUNDLED_STORAGE.insecure);

export function storageChanges({ before, after, where }: Step): Finding[] {
  if (!before.tempo || !after.tempo) return [];
  const [old, now] = [before.tempo, after.tempo];
  const about = { subject: STORAGE.join('.') };
  const moved = movedTo(old, now);
  if (moved) {
    const problem = `stores traces in ${moved.now} instead of ${moved.old}, so older traces are no longer found`;
    const fix = `copy the content first, and accept change/storage, or keep ${moved.old}`;
    const commands = copyCommands({ before, after });
    return [error(where(...moved.keys, STORAGE), { ...CHANGE_RULES.says('storage', problem, fix), commands }, about)];
  }
  if (old.location.server === now.location.server) return [];
  // The MinIO of the chart goes with the values that turn it on. Its claim stays.
  if (old.location.server === BUNDLED_SERVER) {
    const problem = `stores traces on ${now.location.server} instead of the MinIO of its chart, which Argo CD deletes, so older traces are no longer found`;
    const fix = 'copy the content first, and accept change/storage, or keep minio.bundled';
    const statement = { ...CHANGE_RULES.says('storage', problem, fix), commands: copyCommands({ before, after }) };
    return [error(where(...inStorage('endpoint', 'region'), STORAGE), statement, about)];
  }
  const problem = `connects to ${now.location.server} instead of ${old.location.server}`;
  const fix = `if that is another server, copy the content of the ${kindOf(old)} to it first`;
  return [warning(where(...inStorage('endpoint', 'region'), STORAGE), CHANGE_RULES.says('storage-server', problem, fix), about)];
}

/** By the program of the storage, whose names for the servers are not known here. */
function copyCommands(sides: Pick<Step, 'before' | 'after'>): string[] {
  const [old, now] = [sides.before.tempo, sides.after.tempo];
  const [about, copy] = (old && now && copyBetween(old.location, now.location)) ?? [];
  if (!old || about === undefined) return [];
  // In another cluster, the old pods run on.
  const flushed = movesCluster(sides) ? ['# after the merge, when nothing sends to the old cluster:'] : flush(old);
  return [about, `${copy}`, ...flushed, `${copy} # what was written meanwhile`];
}

/** A comment and the command, which can be repeated; undefined for the local disk of a pod. */
function copyBetween(from: Location, to: Location): readonly [about: string, command: string] | undefined {
  const folder = ({ backend, container, prefix }: Location) =>
    [backend === 'azure' ? container.split('/').at(-1) : container, prefix].filter(Boolean).join('/');
  const [source, target] = [folder(from), folder(to)];
  const backends = [from.backend, to.backend];
  if (backends.includes('local')) return undefined;
  if (backends.every((backend) => backend === 's3'))
    return ['# with the aliases old and new of mc for the servers:', `mc mirror old/${source} new/${target}`];
  if (backends.every((backend) => backend === 'gcs'))
    return ['# with an account that has access to both:', `gcloud storage rsync --recursive gs://${source} gs://${target}`];
  return ['# with the remotes old and new of rclone for the two storages:', `rclone sync old:${source} new:${target}`];
}

const inStorage = (...keys: string[]): Path[] => keys.map((key) => [...STORAGE, key]);

interface Moved {
  readonly old: string;
  readonly now: string;
  /** The keys that may say it. */
  readonly keys: readonly Path[];
}

/** What is different in the place of the traces, as phrases. */
function movedTo(old: InstalledTempo, now: InstalledTempo): Moved | undefined {
  const pair = (of: (tempo: InstalledTempo) => string, ...keys: Path[]) => ({ old: of(old), now: of(now), keys });
  const differs = ({ old: a, now: b }: { old: string; now: string }) => a !== b;
  if (differs(pair(({ location }) => location.backend))) return pair(({ location }) => location.title);
  if (differs(pair(({ location }) => location.container))) return pair(containerOf, ...inStorage('bucket', 'container'));
  if (differs(pair(({ location }) => location.prefix)))
    return pair(({ location: { prefix } }) => (prefix ? `prefix ${prefix}` : 'the top of the bucket'), ...inStorage('prefix'));
  if (old.isMultitenant !== now.isMultitenant)
    return pair(({ isMultitenant }) => (isMultitenant ? 'one tenant per client' : 'a single tenant'));
  return undefined;
}

const containerOf = (tempo: InstalledTempo): string =>
  `${tempo.location.backend === 'local' ? 'the ' : ''}${kindOf(tempo)} ${tempo.location.container}`;

const kindOf = ({ location: { backend } }: InstalledTempo): string =>
  backend === 'local' ? 'folder' : backend === 'azure' ? 'container' : 'bucket';

export function retentionChanges({ before, after, where }: Step): Finding[] {
  const [old, now] = [before.tempo, after.tempo];
  if (!old || !now) return [];
  const says = (shorter: Shorter, whose = '', cause = ''): Finding => {
    const subject = whose ? 'tempo.values' : 'tempo.retention';
    const problem = `keeps traces${whose} for ${shorter.now} instead of ${shorter.old}, and deletes the older ones${cause}`;
    const fix = whose ? 'keep the limit, or accept change/retention' : `set tempo.retention: ${shorter.old}, or accept change/retention`;
    return error(where(subject.split('.')), CHANGE_RULES.says('retention', problem, fix), { subject });
  };
  const tenants = [...new Set([...old.tenantRetentions.keys(), ...now.tenantRetentions.keys()])];
  const all = shorter(old.retention.duration, now.retention.duration);
  return [
    ...(all ? [says(all, '', deadValue(old, now))] : []),
    ...tenants.flatMap((tenant) => {
      const own = shorter(keptBy(old, tenant), keptBy(now, tenant));
      const isOfAll = all && own?.old === all.old && own.now === all.now;
      return own && !isOfAll ? says(own, tenant === EVERY_TENANT ? ' of every other tenant' : ` of tenant ${tenant}`) : [];
    }),
  ];
}

/** The limits of tenants that have none of their own. */
const EVERY_TENANT = '*';

const keptBy = ({ retention, tenantRetentions }: InstalledTempo, tenant: string): string =>
  tenantRetentions.get(tenant) ?? tenantRetentions.get(EVERY_TENANT) ?? retention.duration;

interface Shorter {
  readonly old: string;
  readonly now: string;
}

/** Undefined if the second duration is not shorter. */
function shorter(old: string, now: string): Shorter | undefined {
  const [oldSeconds, seconds] = [secondsOf(old), secondsOf(now)];
  return oldSeconds !== undefined && seconds !== undefined && seconds < oldSeconds ? { old, now } : undefined;
}

/** Names the user's value that set the old retention, if it is still there and no longer read. */
function deadValue({ retention: { setBy } }: InstalledTempo, { retention, values }: InstalledTempo): string {
  const isDead = setBy !== undefined && setBy !== retention.setBy && textAt(values, ...setBy.split('.')) !== undefined;
  return isDead ? `: tempo.values.${setBy} has no effect in this release` : '';
}
