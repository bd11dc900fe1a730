/** Volumes of StatefulSets, which the API server does not change in place. */

import type { Claims, InstalledTempo } from '../../../charts/tempo/installed';
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { bytesOf } from '../../../lib/kubernetes/quantity';
import { flush, kubectl, syncAgain } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

const PERSISTENCE = 'tempo.persistence';

export function volumeChanges({ before, after, where }: Pick<Step, 'before' | 'after' | 'where'>): Finding[] {
  const [old, now] = [before.tempo, after.tempo];
  if (!old || !now) return [];
  const place = where(['tempo', 'persistence']);
  return now.claims.flatMap((claims) => {
    const earlier = old.claims.find(({ workload, name }) => workload === claims.workload && name === claims.name);
    if (!earlier) return [];
    const found = changeOf(earlier, claims, old, now, applicationOf(after));
    if (!found) return [];
    const about = { subject: PERSISTENCE, name: claims.workload };
    return [(found.isRefused ? error : warning)(place, found.statement, about)];
  });
}

/** The Application that installs Tempo; undefined if k3s does. */
const applicationOf = ({ releases, objects, tempo }: Side): string | undefined =>
  releases.find(({ chart }) => chart.name === tempo?.chart)?.application ??
  objects.find(({ object }) => object.kind === 'StatefulSet')?.application;

interface Found {
  readonly statement: Statement;
  readonly isRefused?: boolean;
}

function changeOf(
  old: Claims,
  now: Claims,
  before: InstalledTempo,
  { namespace }: InstalledTempo,
  application?: string,
): Found | undefined {
  const set = `StatefulSet ${now.workload}`;
  if (old.size === undefined && now.size === undefined) return undefined;
  if (old.size === undefined) {
    const lost = `the traces in its pods that are not in ${before.location.title} yet are lost`;
    const problem = `adds volumes to ${set}, which the API server refuses; when its pods are replaced, ${lost}`;
    const fix = 'flush them right before the merge, then delete the StatefulSet with its pods, and Argo CD creates both with volumes';
    // With its pods: those without the volume would stay, because their new StatefulSet cannot add it to them.
    const commands = [
      ...flush(before),
      '# after the merge:',
      kubectl(namespace, 'delete', 'statefulset', now.workload),
      ...syncAgain(application),
    ];
    return { statement: { ...CHANGE_RULES.says('volume-added', problem, fix), commands } };
  }
  if (now.size === undefined) {
    const commands = [...flush(before), ACCEPTED, kubectl(namespace, 'delete', 'statefulset', now.workload)];
    return refused(`removes the volumes of ${set}, which the API server refuses`, 'keep it', [...commands, ...syncAgain(application)]);
  }
  // The claims stay as they are: only new ones are made by the new template.
  const accepted = [ACCEPTED, deleteSet(namespace, now.workload), ...syncAgain(application)];
  if ((old.storageClass ?? '') !== (now.storageClass ?? '')) {
    const named = (name: string | undefined) => (name ? `class ${name}` : 'the default class');
    const problem = `${named(now.storageClass)} instead of ${named(old.storageClass)} for ${set}; a volume cannot change its class`;
    return refused(problem, `keep ${named(old.storageClass)}`, accepted);
  }
  const [oldBytes, bytes] = [bytesOf(old.size), bytesOf(now.size)];
  if (oldBytes === bytes) return undefined;
  if (oldBytes === undefined || bytes === undefined || bytes < oldBytes)
    return refused(`${now.size} instead of ${old.size} for ${set}; a volume cannot shrink`, `keep ${old.size}`, accepted);
  const problem = `${now.size} instead of ${old.size}, which the API server refuses for ${set}`;
  const fix = 'after the merge, grow the claims, if their StorageClass can expand, and delete the StatefulSet without its pods';
  const commands = [...growClaims(now, namespace), deleteSet(namespace, now.workload), ...syncAgain(application)];
  return { statement: { ...CHANGE_RULES.says('volume-grown', problem, fix), commands } };
}

const ACCEPTED = '# if you accept it, after the merge:';

const refused = (problem: string, fix: string, commands: readonly string[]): Found => ({
  statement: { ...CHANGE_RULES.says('volume-refused', problem, fix), commands },
  isRefused: true,
});

/** Argo CD then creates the StatefulSet again, which adopts the pods and the claims. */
const deleteSet = (namespace: string, workload: string): string =>
  kubectl(namespace, 'delete', 'statefulset', workload, '--cascade=orphan');

function growClaims({ workload, name, size = '' }: Claims, namespace: string): string[] {
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: size } } } });
  return [
    `for claim in $(kubectl -n ${namespace} get pvc -o name | grep '/${name}-${workload}-[0-9]*$'); do kubectl -n ${namespace} patch $claim --type merge -p '${patch}'; done`,
  ];
}
