/** Namespaces that this stack takes over, and those that refuse more pods than before. */
import { ENFORCE, LEVELS, type PodSecurityLevel } from '../../../charts/namespaces/config';
import { type Finding, note, warning } from '../../../lib/findings/finding';
import { groupedBy } from '../../../lib/findings/grouped-by';
import { listed } from '../../../lib/findings/listed';
import { textAt } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { kubectl, releaseNamespaces } from '../commands';
import { pairsOf } from '../objects';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

export function namespaceChanges(step: Step): Finding[] {
  return [...takenNamespaces(step), ...stricterNamespaces(step)];
}

/** A Namespace that the output gets, although something runs in it already. */
function takenNamespaces({ before, after }: Step): Finding[] {
  if (before.isDamaged) return [];
  const isNamespace = ({ object }: Placed) => object.kind === 'Namespace';
  const known = before.objects.filter(isNamespace).map(({ object }) => object.metadata.name);
  const used = new Set([...before.objects, ...before.releases].map(({ namespace }) => namespace));
  return after.objects
    .filter((placed) => isNamespace(placed) && used.has(placed.object.metadata.name) && !known.includes(placed.object.metadata.name))
    .map(({ object, place, application }) => {
      const { name } = object.metadata;
      const problem = `exists already; if another Application has it, Argo CD refuses to sync it from ${application} too, and deletes it with everything in it when the other Application no longer has it`;
      const fix = 'before the merge, protect it, and then remove it from the other Application';
      const commands = [
        kubectl(undefined, 'annotate', 'namespace', name, '--overwrite', 'argocd.argoproj.io/sync-options=Prune=false,Delete=false'),
        '# when the other Application no longer has it, and before the merge:',
        ...releaseNamespaces([name]),
      ];
      return warning(place, { ...CHANGE_RULES.says('shared', problem, fix), commands }, aboutObject(object));
    });
}

/** Pods of this stack follow the level; others that run there are not known. */
function stricterNamespaces({ before, after, where }: Step): Finding[] {
  const stricter = pairsOf(before, after).flatMap(({ before: { object: old }, after: { object } }) =>
    object.kind === 'Namespace' && LEVELS.indexOf(levelOf(object)) > LEVELS.indexOf(levelOf(old)) ? [object] : [],
  );
  return [...groupedBy(stricter, levelOf)].map(([level, namespaces]) => {
    const names = namespaces.map(({ metadata }) => metadata.name);
    const problem = `${names.length > 1 ? 'Namespaces' : 'Namespace'} ${listed(names)} will refuse new pods that do not comply with the Pod Security Standard ${level}, also those that others run there`;
    const fix = 'before the merge, see which other pods do not comply';
    const commands = [kubectl(undefined, 'label', '--dry-run=server', '--overwrite', 'namespace', ...names, `${ENFORCE}=${level}`)];
    const keys = [...names.map((name) => ['namespaces', 'podSecurityOf', name]), ['namespaces', 'podSecurity']];
    return note(where(...keys), { ...CHANGE_RULES.says('pod-security', problem, fix), commands }, { subject: 'namespaces' });
  });
}

/** A Namespace without the label refuses nothing. */
const levelOf = (namespace: Manifest): PodSecurityLevel =>
  LEVELS.find((level) => level === textAt(namespace, 'metadata', 'labels', ENFORCE)) ?? 'privileged';
