/** Checks that everything a pod needs to start is created before it. Argo CD guarantees an order only within one Application. */
import { error, type Finding, warning } from '../../../lib/findings/finding';
import { textAt } from '../../../lib/yaml/parsed';
import type { Application, Manifest, Placed, World } from '../../stack';
import { aboutObject, isClusterKind, type KeyRef, type Pod, titleOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { ARGOCD_RULES } from './rules';
import { isBefore, type Step, stepOf } from './step';

/** The pods of an Application that are created before something that they read. */
export function lateDependencies(
  { name, place }: Application,
  objects: readonly Placed[],
  { isOurs }: Pick<World, 'isOurs'>,
  lookup: Lookup,
): Finding[] {
  // Pods wait for what is created in the same wave, which other stacks may rely on.
  const found = isOurs ? error : warning;
  return lookup.pods.flatMap((pod) => {
    const { object, namespace = '' } = pod.placed;
    if (!objects.includes(pod.placed)) return [];
    return requiredBy(pod).flatMap(({ kind, name: read }) => {
      const made = lookup.source(kind, namespace, read)?.placed;
      if (!made || made.application !== name || isBefore(made.object, object)) return [];
      if (!isOurs && isTogether(made.object, object)) return [];
      const creation = made.object.kind === kind ? 'it is created' : `${titleOf(made.object)} creates it`;
      const problem = `reads ${kind} ${read} in ${stepText(stepOf(object))}, but ${creation} too late (${stepText(stepOf(made.object))})`;
      const statement = ARGOCD_RULES.says('too-late', problem, 'give that a lower argocd.argoproj.io/sync-wave');
      return [found(place, statement, aboutObject(object))];
    });
  });
}

/**
 * The Namespaces that are created after what is in them. Argo CD moves a Namespace before objects that name it (adjustDeps in
 * sync_tasks.go of gitops-engine), but not before a HelmChart, whose release goes to another namespace than its own.
 */
export function lateNamespaces({ name }: Application, objects: readonly Placed[]): Finding[] {
  const made = objects.filter(({ object, application, rendered }) => object.kind === 'Namespace' && application === name && !rendered);
  return made.flatMap(({ object, place }) => {
    const says = (problem: string) => ARGOCD_RULES.says('late-namespace', problem, 'give it a lower argocd.argoproj.io/sync-wave');
    const first = objects.find((content) => isIn(content, object) && isEarlier(content.object, object));
    if (!first) return [];
    const after = `is created in ${stepText(stepOf(object))}, but ${titleOf(first.object)}`;
    const isChart = first.object.kind === 'HelmChart';
    const problem = `${after} ${isChart ? 'installs into it' : 'in it is created'} earlier (${stepText(stepOf(first.object))})`;
    return [(isChart ? error : warning)(place, says(problem), aboutObject(object))];
  });
}

/**
 * The Jobs of the output that are created after workloads of their Application. Argo CD waits for the health of a wave, and the
 * workloads are unhealthy without what the Job makes.
 */
export function lateJobs({ name }: Application, objects: readonly Placed[]): Finding[] {
  const workloads = objects.filter(({ object, application }) => application === name && /^(Deployment|StatefulSet)$/.test(object.kind));
  return objects.flatMap(({ object, place, rendered, application }) => {
    if (object.kind !== 'Job' || rendered || application !== name) return [];
    const first = workloads.find((workload) => isEarlier(workload.object, object));
    if (!first) return [];
    const problem = `is created in ${stepText(stepOf(object))}, after ${titleOf(first.object)} is healthy, which needs what the Job makes`;
    return [error(place, ARGOCD_RULES.says('too-late', problem, 'give it the sync wave of the workloads'), aboutObject(object))];
  });
}

const isTogether = (first: Manifest, second: Manifest): boolean => {
  const [a, b] = [stepOf(first), stepOf(second)];
  return a.phase === b.phase && a.wave === b.wave;
};

const isIn = ({ object, namespace, rendered }: Placed, { metadata: { name } }: Manifest): boolean =>
  !rendered &&
  (object.kind === 'HelmChart' ? textAt(object, 'spec', 'targetNamespace') === name : !isClusterKind(object) && namespace === name);

const isEarlier = (first: Manifest, second: Manifest): boolean => {
  const [a, b] = [stepOf(first), stepOf(second)];
  return a.phase === b.phase ? a.wave < b.wave : isBefore(first, second);
};

/** The Secrets and ConfigMaps that a pod needs to start, without duplicates. */
function requiredBy({ containers, volumes }: Pod): Pick<KeyRef, 'kind' | 'name'>[] {
  const all = [...containers.flatMap(({ env, envFrom }) => [...env.flatMap(({ from }) => from ?? []), ...envFrom]), ...volumes];
  const required = all.filter(({ optional }) => !optional);
  return [...new Map(required.map(({ kind, name }) => [`${kind} ${name}`, { kind, name }])).values()];
}

/** `Sync, wave 5` */
const stepText = ({ phase, wave }: Step): string => `${phase}, wave ${wave}`;
