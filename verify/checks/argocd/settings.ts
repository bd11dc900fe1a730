/** Checks the settings of an Application: how it is synced, and what Argo CD deletes and compares. */
import path from 'node:path';
import { CASCADE } from '../../../charts/argocd/application';
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { APPLICATIONS } from '../../../lib/output/argocd-files';
import { FLEET_FILE } from '../../../lib/output/fleet-files';
import { at, isMap, leavesOf, listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Application, Manifest, Placed, World } from '../../stack';
import { minutesOf } from '../../world/duration';
import { isSkipped, optionMistakes } from './objects';
import { ARGOCD_RULES } from './rules';
import { wrongVersion } from './sources';

/** The finalizers of Argo CD (pkg/apis/application/v1alpha1/application_defaults.go). */
const FINALIZERS = ['resources', 'post-delete', 'pre-delete']
  .map((name) => `${name}-finalizer.argocd.argoproj.io`)
  .flatMap((name) => [name, `${name}/background`, `${name}/foreground`, `${name}/cleanup`]);

export function checkSettings(application: Application, world: World): Finding[] {
  const { manifest, place, syncOptions } = application;
  const { isOurs, declared } = world;
  const sure = (statements: readonly Statement[]) => statements.map((statement) => error(place, statement));
  const likely = (statements: readonly Statement[]) => statements.map((statement) => (isOurs ? error : warning)(place, statement));
  return [
    ...sure([...sourceTypes(application), ...retries(manifest, isOurs)]),
    ...likely([...skipped(manifest), ...unknownFinalizers(manifest, isOurs), ...optionMistakes(syncOptions, isOurs)]),
    ...(isOurs && declared.gitops
      ? sure([...otherNamespace(manifest, declared.gitops.namespace), ...automation(manifest, declared.gitops.isAutomated)])
      : []),
    ...(isOurs
      ? [
          ...sure(deletion(application)),
          ...(declared.hasOwnNames ? [] : renamed(application)).map((statement) => warning(place, statement)),
        ]
      : []),
  ];
}

/** AppProjects are read only in the namespace of Argo CD. */
export function checkProjectNamespace({ object, place }: Placed, { declared: { gitops }, isOurs }: World): Finding[] {
  const statements = [
    ...wrongVersion(object, isOurs),
    ...(gitops ? otherNamespace(object, gitops.namespace) : []),
    ...unknownFinalizers(object, isOurs),
  ];
  return statements.map((statement) => (isOurs ? error : warning)(place, statement));
}

function otherNamespace({ metadata: { namespace } }: Manifest, expected: string): Statement[] {
  if (namespace === expected) return [];
  const problem = `is in ${namespace === undefined ? 'no namespace' : `namespace ${namespace}`}, but Argo CD reads namespace ${expected} (gitops.namespace)`;
  return [ARGOCD_RULES.says('other-namespace', problem, `use ${expected}`)];
}

/** ExplicitType of ApplicationSource in Argo CD's types.go. Settings that are all zero are removed before (NormalizeSource). */
const sourceTypes = ({ sources }: Application): Statement[] =>
  sources.flatMap(({ chart, path, repository, helm, kustomize, directory, plugin }) => {
    const types = Object.entries({ helm, kustomize, directory, plugin }).flatMap(([name, value]) =>
      leavesOf(value).some(([, leaf]) => typeof leaf !== 'object' && Boolean(leaf)) ? name : [],
    );
    if (types.length < 2) return [];
    const problem = `source ${chart ?? path ?? repository} has settings of ${listed(types)}, which Argo CD refuses`;
    return [ARGOCD_RULES.says('source-type', problem, 'keep one of them')];
  });

/** A duration is a number of seconds, or as Go reads it (parseStringToDuration in Argo CD's types.go). */
function retries(manifest: Manifest, isOurs: boolean): Statement[] {
  const retry = at(manifest, 'spec', 'syncPolicy', 'retry');
  // Without `retry`, the limit is 5; in it, the default is 0 (RetryStrategy in Argo CD's types.go).
  if (isOurs && isMap(retry) && (at(retry, 'limit') ?? 0) === 0)
    return [ARGOCD_RULES.says('sync-policy', 'syncPolicy.retry.limit is 0, so no sync is retried', 'use 5')];
  const factor = at(retry, 'backoff', 'factor');
  if (isOurs && typeof factor === 'number' && factor < 1) {
    const problem = `syncPolicy.retry.backoff.factor is ${factor}, so a sync is retried without any pause`;
    return [ARGOCD_RULES.says('sync-policy', problem, 'use 2')];
  }
  return ['duration', 'maxDuration'].flatMap((field) => {
    const text = textAt(retry, 'backoff', field) ?? '';
    if (text === '' || /^-?\d+$/.test(text) || minutesOf(text) !== undefined) return [];
    const problem = `syncPolicy.retry.backoff.${field} is ${text}, which is not a duration, so no sync is retried`;
    return [ARGOCD_RULES.says('sync-policy', problem, 'use a duration such as 10s')];
  });
}

function skipped(object: Manifest): Statement[] {
  if (!isSkipped({ object })) return [];
  const problem = 'its annotation argocd.argoproj.io/skip-reconcile makes Argo CD ignore it';
  return [ARGOCD_RULES.says('not-reconciled', problem, 'remove the annotation')];
}

const finalizersOf = (object: Manifest): string[] => listAt(object, 'metadata', 'finalizers').map(textFrom);

/** Others may have finalizers of their own controllers. */
const unknownFinalizers = (object: Manifest, isOurs: boolean): Statement[] =>
  finalizersOf(object).flatMap((finalizer) => {
    const meant = FINALIZERS.includes(finalizer) ? undefined : (nearest(finalizer, FINALIZERS) ?? (isOurs ? CASCADE : undefined));
    const problem = `has finalizer ${finalizer || '(empty)'}, which Argo CD never removes`;
    return meant ? [ARGOCD_RULES.says('finalizer', problem, `use ${meant}`)] : [];
  });

/** Without names of the user's, each Application of the output has a project of its own, with the same name, except roots that an ApplicationSet makes. */
function renamed({ name, project, place }: Application): Statement[] {
  if (path.basename(place.file) === FLEET_FILE) return [];
  if (name === project || project === '' || name === '') return [];
  const problem = `is named ${name}, unlike its project ${project}, so Argo CD removes what it has installed by that name`;
  return [ARGOCD_RULES.says('name', problem, `name it ${project}`)];
}

/** The root has no finalizer, so that deleting it does not delete the stack. */
function deletion({ manifest, sources }: Application): Statement[] {
  const isRoot = sources.some(({ directory }) => directory?.include === APPLICATIONS);
  const isDeleting = finalizersOf(manifest).some((finalizer) => finalizer.startsWith(CASCADE.slice(0, -3)));
  if (isRoot && isDeleting)
    return [
      ARGOCD_RULES.says('finalizer', 'is the root, and with its finalizer, deleting it deletes the whole stack', `remove ${CASCADE}`),
    ];
  if (isRoot || isDeleting) return [];
  const problem = 'has no finalizer, so what it has installed stays when it is deleted';
  return [ARGOCD_RULES.says('finalizer', problem, `add ${CASCADE}`)];
}

function automation(manifest: Manifest, isAutomated: boolean): Statement[] {
  const automated = at(manifest, 'spec', 'syncPolicy', 'automated');
  const isOn = isMap(automated) && automated.enabled !== false;
  const says = (problem: string, fix: string) => [ARGOCD_RULES.says('sync-policy', problem, fix)];
  const is = (words: string) => `is ${words}, but gitops.sync of the cluster file is ${isAutomated ? 'automated' : 'manual'}`;
  if (!isAutomated) return isOn ? says(is('synced automatically'), 'remove syncPolicy.automated') : [];
  if (!isOn) return says(is('not synced automatically'), 'set syncPolicy.automated with prune and selfHeal');
  const off = ['prune', 'selfHeal'].filter((field) => automated[field] !== true);
  return off.length > 0 ? says(is(`synced without ${listed(off)}`), `set ${off.length > 1 ? 'them' : 'it'} to true`) : [];
}
