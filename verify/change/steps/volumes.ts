/** Volumes of StatefulSets, which the API server does not change in place. */
import { isDeepStrictEqual } from 'node:util';
import { WORKLOADS, workloadName } from '../../../charts/tempo/names/workloads';
import type { ClaimTemplate } from '../../../charts/tempo/pods/claims';
import { error, type Finding, type Place, type Statement, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { bytesOf } from '../../../lib/kubernetes/quantity';
import type { Path } from '../../../lib/yaml/parsed';
import { claimsIn, isSameSet, type PlacedClaims, tempoWithTracesIn } from '../claims';
import { flush, kubectl, recreate } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

export function volumeChanges(step: Pick<Step, 'before' | 'after' | 'where'>): Finding[] {
  const earlier = claimsIn(step.before);
  return claimsIn(step.after).flatMap((claims) => {
    const old = earlier.find((each) => isSameSet(each, claims));
    if (!old) return [];
    return [...changesOf(old, claims, step), ...deletion(old, claims)].map(({ isRefused, statement, ...found }) => {
      const about = subjectOf(claims, step, found);
      return (isRefused ? error : warning)(about.place, statement, { subject: about.subject, name: claims.workload });
    });
  });
}

/** The key that decides about the volumes, as far as it is known, and the place of what changes. */
function subjectOf(
  { workload, namespace }: PlacedClaims,
  { after: { tempo, objects, folder }, where }: Pick<Step, 'after' | 'where'>,
  { key, own = key && ['persistence', key] }: Pick<Found, 'key' | 'own'>,
) {
  const isTempo = tempo?.namespace === namespace;
  /** @param values where the user's own values about the workload are */
  const at = (path: Path, values: Path): { readonly subject: string; readonly place: Place } => {
    const ofKey = key === undefined ? [] : [[...path, key]];
    const ofAll = key === 'storageClass' ? [['tempo', 'values', 'global', key]] : [];
    return { subject: path.join('.'), place: where(...ofKey, ...(own ? [[...values, ...own]] : []), ...ofAll, path) };
  };
  const component = WORKLOADS.find((name) => workloadName(name, tempo?.fullname) === workload);
  if (isTempo && tempo?.unflushed?.workloads.includes(workload))
    return at(['tempo', 'persistence'], ['tempo', 'values', ...(tempo.chart === 'tempo' ? [] : ['ingester'])]);
  if (isTempo && component) return at(['tempo', 'values', component, 'persistence'], ['tempo', 'values', component]);
  const placed = objects.find(
    (each) => each.object.kind === 'StatefulSet' && each.object.metadata.name === workload && (each.namespace ?? '') === namespace,
  );
  return { subject: `StatefulSet ${workload}`, place: placed?.place ?? { file: folder } };
}

type Sides = Pick<Step, 'before' | 'after'>;

interface Found {
  readonly statement: Statement;
  readonly isRefused?: boolean;
  /** The key of the size or the class of the volumes, if that is what changes. */
  readonly key?: 'size' | 'storageClass';
  /** What else changes, below the user's own values about the workload. */
  readonly own?: Path;
}

function changesOf(old: PlacedClaims, now: PlacedClaims, sides: Sides): Found[] {
  const gone = old.templates.filter(({ name }) => !now.templates.some((template) => template.name === name));
  const added = now.templates.filter(({ name }) => !old.templates.some((template) => template.name === name));
  if (gone.length > 0) return [removed(gone, added, now, sides)];
  if (added.length > 0) return [addedTo(now, sides)];
  return now.templates.flatMap((template) => {
    const earlier = old.templates.find(({ name }) => name === template.name);
    return earlier ? (changeOf(earlier, template, now, sides.after) ?? []) : [];
  });
}

function addedTo(now: PlacedClaims, { before, after }: Sides): Found {
  const holder = tempoWithTracesIn(before, now);
  const lost = holder ? `; when its pods are replaced, the traces in its pods that are not in ${holder.location.title} yet are lost` : '';
  const problem = `adds volumes to StatefulSet ${now.workload}, which the API server refuses${lost}`;
  const fix = `${holder ? 'flush them right before the merge, then' : 'after the merge,'} delete the StatefulSet with its pods, and Argo CD creates both with volumes`;
  // With its pods: those without the volume would stay, because their new StatefulSet cannot add it to them.
  const commands = [...(holder ? flush(holder) : []), '# after the merge:', ...replaced(now, after)];
  return { statement: { ...CHANGE_RULES.says('volume-added', problem, fix), commands } };
}

function removed(gone: readonly ClaimTemplate[], added: readonly ClaimTemplate[], now: PlacedClaims, { before, after }: Sides): Found {
  const holder = tempoWithTracesIn(before, now);
  const names = (templates: readonly ClaimTemplate[]) => listed(templates.map(({ name }) => name));
  const problem =
    added.length > 0
      ? `mounts volumes ${names(added)} instead of ${names(gone)} in StatefulSet ${now.workload}, which the API server refuses; what is in the old ones stays behind`
      : `removes the volumes of StatefulSet ${now.workload}, which the API server refuses`;
  return refused(problem, 'keep it', [...(holder ? flush(holder) : []), ACCEPTED, ...replaced(now, after)]);
}

const replaced = ({ namespace, workload, application }: PlacedClaims, after: Side): string[] =>
  recreate([kubectl(namespace, 'delete', 'statefulset', workload)], application, after);

function changeOf(old: ClaimTemplate, now: ClaimTemplate, claims: PlacedClaims, after: Side): Found | undefined {
  const { workload, namespace, application } = claims;
  const set = `StatefulSet ${workload}`;
  // The claims stay as they are: only new ones are made by the new template.
  const accepted = [ACCEPTED, ...recreate([deleteSet(namespace, workload)], application, after)];
  if (old.storageClass !== now.storageClass) {
    const named = (name: string | undefined) => (name ? `class ${name}` : name === undefined ? 'the default class' : 'no class');
    const problem = `${named(now.storageClass)} instead of ${named(old.storageClass)} for ${set}; a volume cannot change its class`;
    return { ...refused(problem, `keep ${named(old.storageClass)}`, accepted), key: 'storageClass' };
  }
  const [oldBytes, bytes] = [bytesOf(old.size), bytesOf(now.size)];
  if (oldBytes === bytes) return marked(old, now, claims, after);
  if (oldBytes === undefined || bytes === undefined || bytes < oldBytes)
    return {
      ...refused(`${now.size} instead of ${old.size} for ${set}; a volume cannot shrink`, `keep ${old.size}`, accepted),
      key: 'size',
    };
  const problem = `${now.size} instead of ${old.size}, which the API server refuses for ${set}`;
  const fix = 'after the merge, grow the claims, if their StorageClass can expand, and delete the StatefulSet without its pods';
  const commands = recreate([growClaims(now, workload, namespace), deleteSet(namespace, workload)], application, after);
  return { statement: { ...CHANGE_RULES.says('volume-grown', problem, fix), commands }, key: 'size' };
}

/** What values set beside size and class. The claims stay as they are. */
function marked(old: ClaimTemplate, now: ClaimTemplate, set: PlacedClaims, after: Side): Found | undefined {
  const [marks, earlier] = [now.marks, old.marks];
  if (!marks || !earlier) return undefined;
  const fields = Object.keys(marks).filter((field) => !isDeepStrictEqual(marks[field], earlier[field]));
  if (fields.length === 0) return undefined;
  const problem = `changes ${listed(fields)} of the volumes of StatefulSet ${set.workload}, which the API server refuses, so Argo CD can no longer sync it`;
  const fix = 'after the merge, delete the StatefulSet without its pods, and sync';
  const commands = recreate([deleteSet(set.namespace, set.workload)], set.application, after);
  return { statement: { ...CHANGE_RULES.says('immutable', problem, fix), commands }, own: ['persistence', ...fields.slice(0, 1)] };
}

/** When Kubernetes deletes the volumes, which it did not do before. */
function deletion(old: PlacedClaims, now: PlacedClaims): Found[] {
  const added = now.templates.length === 0 ? [] : now.deletedWhen.filter((field) => !old.deletedWhen.includes(field));
  if (added.length === 0) return [];
  const when = added.map((field) => (field === 'whenScaled' ? 'when it has fewer pods' : 'when it is deleted, also with its Application'));
  const problem = `StatefulSet ${now.workload} then deletes its volumes ${when.join(', and ')}`;
  const statement = CHANGE_RULES.says('unprotected', problem, `keep ${listed(added)}: Retain`);
  return [{ statement, own: ['persistentVolumeClaimRetentionPolicy'] }];
}

const ACCEPTED = '# if you accept it, after the merge:';

const refused = (problem: string, fix: string, commands: readonly string[]): Found => ({
  statement: { ...CHANGE_RULES.says('volume-refused', problem, fix), commands },
  isRefused: true,
});

/** Argo CD then creates the StatefulSet again, which adopts the pods and the claims. */
const deleteSet = (namespace: string, workload: string): string =>
  kubectl(namespace, 'delete', 'statefulset', workload, '--cascade=orphan');

function growClaims({ name, size }: ClaimTemplate, workload: string, namespace: string): string {
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: size } } } });
  return `for claim in $(kubectl -n ${namespace} get pvc -o name | grep '/${name}-${workload}-[0-9]*$'); do kubectl -n ${namespace} patch $claim --type merge -p '${patch}'; done`;
}
