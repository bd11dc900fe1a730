/** Objects that the API server does not change, that lose their protection, or that another Application takes over. */
import { isDeepStrictEqual } from 'node:util';
import { HELM_KEEP, HELM_POLICY } from '../../../charts/component';
import { fixedFields } from '../../../charts/helm-values/fixed-fields';
import type { InstalledTempo } from '../../../charts/tempo/installed';
import { error, type Finding, type Place, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { at } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';
import { aboutObject, annotationOf, titleOf } from '../../world/kubernetes';
import { tempoWithTracesIn } from '../claims';
import { flush, kubectl, recreate } from '../commands';
import { changesClaimMarks, immutableChanges } from '../immutable';
import { goneFrom, isRenderedTwice, type Pair, pairsOf } from '../objects';
import { CHANGE_RULES } from '../rules';
import type { Release, Side } from '../side';
import type { Step } from '../step';
import { ownerRenaming } from './rename';

/** Their content goes with them. */
const HOLD_DATA = ['Namespace', 'PersistentVolumeClaim', 'CustomResourceDefinition'];

export function objectChanges({ before, after }: Step): Finding[] {
  const pairs = pairsOf(before, after);
  const isRenaming = ownerRenaming({ before, after });
  const isRenamed = (pair: Pair) => isRenaming(pair.before.application, pair.after.application);
  return [
    ...pairs.flatMap((pair) => immutable(pair, { before, after })),
    ...fixedInReleases(before, after),
    ...pairs.flatMap(unprotected),
    ...pairs.filter((pair) => !isRenamed(pair) && !pairs.some((other) => isStillOwned(pair, other))).flatMap(anotherOwner),
    ...goneFrom(before, after).flatMap((placed) => removed(placed, after)),
  ];
}

/** The fields of an object that the API server refuses to change. Volumes of StatefulSets have rules of their own. */
export function immutable(pair: Pair, { before, after }: Pick<Step, 'before' | 'after'>): Finding[] {
  const [{ object: old }, { object, place, namespace, application }] = [pair.before, pair.after];
  const { kind, metadata } = object;
  const isJudged = (field: string) => kind === 'StatefulSet' && field === 'spec.volumeClaimTemplates' && !changesClaimMarks(old, object);
  const fields = immutableChanges(old, object).filter((field) => !isJudged(field));
  if (fields.length === 0) return [];
  if (kind === 'PersistentVolumeClaim') {
    const problem = `changes ${listed(fields)}; a volume can neither shrink nor change anything but its size`;
    return [error(place, CHANGE_RULES.says('volume-refused', problem, 'keep the old values'), aboutObject(object))];
  }
  const hasNewPods = !isDeepStrictEqual(at(old.spec, 'template'), at(object.spec, 'template'));
  const flushed = tempoWithTracesIn(before, { workload: metadata.name, namespace: namespace ?? '' });
  return [refusedChange({ kind, name: metadata.name, namespace, fields, place, application, hasNewPods, flushed, after })];
}

/** The same for releases that are not rendered, by the tables of releases. */
function fixedInReleases(before: Side, after: Side): Finding[] {
  return after.releases.flatMap((release) => {
    const old = before.releases.find(
      ({ releaseName, namespace }) => releaseName === release.releaseName && namespace === release.namespace,
    );
    if (!old || release.delivery === 'somebody else' || isRenderedTwice(old, release, before, after)) return [];
    const fieldsOf = ({ chart, values, releaseName }: Release) => fixedFields(chart.name, chart.version, values, releaseName);
    const earlier = fieldsOf(old);
    return fieldsOf(release).flatMap(({ kind, name, field, value }) => {
      const was = earlier.find((each) => each.kind === kind && each.name === name && each.field === field);
      const { namespace, place, application } = release;
      return !was || was.value === value ? [] : [refusedChange({ kind, name, namespace, fields: [field], place, application, after })];
    });
  });
}

interface RefusedChange {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly fields: readonly string[];
  readonly place: Place;
  readonly application?: string;
  readonly after: Side;
  /** Whether its pods are replaced anyway. @default unknown */
  readonly hasNewPods?: boolean;
  /** The Tempo whose traces are only in its pods. */
  readonly flushed?: InstalledTempo;
}

/** A StatefulSet adopts the pods of a deleted one, unless its selector differs. */
function refusedChange({ kind, name, namespace, fields, place, application, hasNewPods, flushed, after }: RefusedChange): Finding {
  const problem = `changes ${listed(fields)}, which the API server refuses, so Argo CD can no longer sync it`;
  const isSet = kind === 'StatefulSet';
  const keepsPods = isSet && !fields.includes('spec.selector');
  // Adopted pods keep the DNS names of the old Service.
  const restarts = keepsPods && fields.includes('spec.serviceName') && !hasNewPods;
  const howTo = isSet ? ` ${keepsPods ? 'without' : 'with'} its pods` : '';
  const commands = [
    ...(flushed && !keepsPods ? [...flush(flushed), '# after the merge:'] : []),
    ...recreate([kubectl(namespace, 'delete', kind.toLowerCase(), name, ...(keepsPods ? ['--cascade=orphan'] : []))], application, after),
    ...(restarts ? ['# when it exists again:', kubectl(namespace, 'rollout', 'restart', kind.toLowerCase(), name)] : []),
  ];
  const fix = `after the merge, delete the ${kind}${howTo}, and sync${restarts ? '; then restart its pods' : ''}`;
  return warning(place, { ...CHANGE_RULES.says('immutable', problem, fix), commands }, { subject: `${kind} ${name}`, name });
}

const optionsOf = (object: Manifest): readonly string[] =>
  (annotationOf(object, 'argocd.argoproj.io/sync-options') ?? '').split(',').map((option) => option.trim());

/** Whether Argo CD leaves the object alone when it leaves the manifests, or its Application. */
export const isKept = (object: Manifest, option: 'Prune' | 'Delete'): boolean =>
  optionsOf(object).some((given) => given === `${option}=false` || given === `${option}=confirm`) ||
  // To Argo CD it is the same as Delete=false (shouldBeDeleted in controller/appcontroller.go), and it prunes the object.
  (option === 'Delete' && annotationOf(object, HELM_POLICY) === HELM_KEEP[HELM_POLICY]);

function unprotected({ before, after }: Pair): Finding[] {
  const { object, place } = after;
  if (!HOLD_DATA.includes(object.kind)) return [];
  const lost = (['Prune', 'Delete'] as const).filter((option) => isKept(before.object, option) && !isKept(object, option));
  if (lost.length === 0) return [];
  const consequence = lost.includes('Delete') ? 'deleting its Application' : 'removing its manifest';
  const problem = `loses ${listed(lost.map((option) => `${option}=false`))}, so ${consequence} deletes it with everything in it`;
  const fix = 'keep the annotation argocd.argoproj.io/sync-options';
  return [error(place, CHANGE_RULES.says('unprotected', problem, fix), aboutObject(object))];
}

/** Whether another source of the same object, which is a mistake of its own, leaves it in its Application. */
const isStillOwned = ({ before }: Pair, other: Pair): boolean => other.before === before && other.after.application === before.application;

function anotherOwner({ before, after }: Pair): Finding[] {
  const { object, place, application } = after;
  if (before.application === application || before.application === undefined || application === undefined) return [];
  const problem = `moves from Application ${before.application} to ${application}, and Argo CD refuses to sync objects that two Applications share`;
  return [error(place, CHANGE_RULES.says('moved', problem, `leave it in ${before.application}`), aboutObject(object))];
}

function removed({ object, place, application }: Placed, { applications }: Side): Finding[] {
  // Without its Application it is not pruned, but deleted with it, or by Helm in k3s.
  const isPruned = applications.some(({ name }) => name === application);
  if (!HOLD_DATA.includes(object.kind) || isKept(object, isPruned ? 'Prune' : 'Delete')) return [];
  const problem = `is deleted with its data when Argo CD ${isPruned ? 'prunes it' : 'deletes its Application'}`;
  const fix = 'keep it, or save its data first';
  return [error(place, CHANGE_RULES.says('data-removed', problem, fix), { ...aboutObject(object), subject: titleOf(object) })];
}
