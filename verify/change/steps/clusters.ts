/** Another cluster for everything that is installed. What runs in the old one stays there. */
import { isDeepStrictEqual } from 'node:util';
import { OWN_SERVER } from '../../../charts/argocd/target';
import { error, type Finding } from '../../../lib/findings/finding';
import type { Application } from '../../stack';
import { targetOf } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

/** The subject of what is said about it. */
export const MOVED_CLUSTER = 'gitops';

type Sides = Pick<Step, 'before' | 'after'>;

/** The clusters of the old and of the new Applications, if they differ. */
function targetsOf({ before, after }: Sides): readonly [from: string, to: string] | undefined {
  const [old, now]: (Application | undefined)[] = [before.applications[0], after.applications[0]];
  if (!old || !now || targetOf(old) === targetOf(now)) return undefined;
  return [targetOf(old), targetOf(now)];
}

/** Argo CD may have a name for the same URL, which only it knows. */
function mayBeSame(targets: readonly [string, string]): boolean {
  const isNamed = (target: string) => !target.includes('://');
  return !targets.includes(OWN_SERVER) && targets.filter(isNamed).length === 1;
}

/** Whether nothing of the old output runs in the cluster of the new one. */
export function movesCluster(sides: Sides): boolean {
  const targets = targetsOf(sides);
  return targets !== undefined && !mayBeSame(targets);
}

export function clusterChanges({ before, after, where }: Step): Finding[] {
  const targets = targetsOf({ before, after });
  if (!targets) return [];
  const [from, to] = targets;
  const stays = `what runs in the old cluster stays there, without Argo CD${sharedStorage(before, after)}`;
  const problem = `moves from the cluster ${from} to ${to}: ${mayBeSame(targets) ? `unless they are the same, ${stays}` : stays}`;
  const others = mayBeSame(targets) ? ', or accept change/moved if they are the same' : '';
  const fix = `keep gitops.server and gitops.cluster, or use another cluster file for the new cluster${others}`;
  return [error(where(['gitops', 'cluster'], ['gitops', 'server']), CHANGE_RULES.says('moved', problem, fix), { subject: MOVED_CLUSTER })];
}

/** The end of a sentence. */
const sharedStorage = ({ tempo: old }: Side, { tempo: now }: Side): string =>
  old && now && old.location.backend !== 'local' && isDeepStrictEqual(old.location, now.location)
    ? `, and each of both Tempos compacts and deletes the traces of the other in ${old.location.container}`
    : '';
