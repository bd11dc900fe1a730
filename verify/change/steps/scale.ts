/** Fewer pods with traces that are not in the storage yet. */
import { isDeepStrictEqual } from 'node:util';
import { WORKLOADS, workloadName } from '../../../charts/tempo/names/workloads';
import { type Finding, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { flush } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

export function scaleChanges({ before: { tempo }, after, where }: Step): Finding[] {
  const [old, now] = [tempo?.unflushed, after.tempo?.unflushed];
  if (!tempo || !old || !now || !isDeepStrictEqual(old.workloads, now.workloads)) return [];
  const removed = old.replicas - now.replicas;
  // A trace is lost only if all pods that have it go.
  if (removed < Math.min(old.copies, old.replicas)) return [];
  const problem = `${now.replicas} instead of ${old.replicas} pods of ${listed(old.workloads)}, with ${old.copies === 1 ? 'one copy' : `${old.copies} copies`} of each trace: those that are only in the removed pods are not found`;
  const commands = flush(tempo, now.replicas / now.workloads.length);
  const statement = { ...CHANGE_RULES.says('scaled-down', problem, 'upload them before the merge'), commands };
  const component = WORKLOADS.find((name) => old.workloads.includes(workloadName(name, tempo.fullname)));
  const own = component ? [['tempo', 'values', component, 'replicas']] : [];
  return [warning(where(...own, ['tempo', 'size'], ['tempo']), statement, { subject: 'tempo', name: old.workloads[0] })];
}
