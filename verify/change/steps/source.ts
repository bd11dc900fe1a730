/** Another place in git from which Argo CD reads the output. What it has there may be another output. */
import { type Finding, note } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { withoutPassword } from '../../../lib/findings/without-password';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

/** The fields of the root's source, with the keys of `gitops` that decide about them. */
const FIELDS = [
  ['repository', 'repoURL'],
  ['revision', 'revision'],
  ['path', 'path'],
] as const;

export function sourceChanges({ before, after, where }: Step): Finding[] {
  const [old, now] = [before.root?.sources[0], after.root?.sources[0]];
  if (!old || !now) return [];
  const changed = FIELDS.filter(([field]) => old[field] !== now[field]);
  const [first] = changed;
  if (first === undefined) return [];
  const text = (value = '') => withoutPassword(value);
  const places = changed.map(([field]) => `${field} ${text(now[field])} instead of ${text(old[field])}`);
  const problem = `Argo CD reads the output from ${listed(places)}, which may not be this output`;
  const key = ['gitops', first[1]];
  const fix = 'before the merge, see that it is, or will be with it';
  return [note(where(key), CHANGE_RULES.says('source', problem, fix), { subject: key.join('.') })];
}
