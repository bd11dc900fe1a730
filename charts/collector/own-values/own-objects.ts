/** What the chart cannot render, or renders so that the API server refuses it, with a user's own values that fit its schema. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, isMap, listAt, mapAt, type Path, textAt } from '../../../lib/yaml/parsed';
import { isPresetOn } from '../configuration/presets';
import { type CollectorRelease, collectorReleases } from '../releases';
import { COLLECTOR_RULES } from '../rules';
import { type Conflict, failsWith, REFUSES } from './conflict';
import { checkReplicas, podsIn } from './own-containers';
import type { OwnTier } from './own-tier';

export function checkObjects(own: OwnTier): void {
  const { user, key, findings } = own;
  if (Object.keys(user).length === 0) return;
  checkReplicas(own);
  for (const { paths, problem, fix } of [
    ...presetsIn(own),
    ...labelsIn(own),
    ...ingressesIn(own.all),
    ...objectsIn(own.all),
    ...podsIn(own),
  ]) {
    const written = paths.find((path) => at(user, ...path) !== undefined);
    if (written) findings.errorAtKey([...key, ...written], COLLECTOR_RULES.says('refused-values', problem, fix));
  }
}

/** The distributions with which the preset of profiles fails, by the end of their name (templates/_helpers.tpl). */
const WITHOUT_PROFILING = /(^|\/)opentelemetry-collector(-contrib|-k8s|-otlp)?$/;

function presetsIn({ all, release }: OwnTier): Conflict[] {
  const fails = failsWith(release);
  const enabled = (...names: string[]): Path => ['presets', ...names, 'enabled'];
  // A preset that the release does not know is an error elsewhere.
  const known = Object.keys(release.valueTypes());
  const isKnown = (...names: string[]) => known.some((path) => path.startsWith(`presets.${names.join('.')}`));
  const isOn = (...names: string[]) => isKnown(...names) && isTrueInTemplate(at(all, ...enabled(...names)));
  const conflicts: Conflict[] = [];
  const repository = textAt(all, 'image', 'repository') ?? '';
  if (isOn('profiling') && WITHOUT_PROFILING.test(repository))
    conflicts.push({
      paths: [enabled('profiling')],
      problem: `${fails} with ${repository}, which has no receiver of profiles`,
      fix: 'remove it, and collect profiles by another collector',
    });
  if (isOn('profiling') && String(at(all, 'podSecurityContext', 'runAsNonRoot')) === 'true')
    conflicts.push({
      paths: [['podSecurityContext', 'runAsNonRoot'], enabled('profiling')],
      problem: `${fails} with it and presets.profiling`,
      fix: 'remove one of them',
    });
  if (isPresetOn(all, 'logsCollection') && isOn('annotationDiscovery', 'logs'))
    conflicts.push({
      paths: [enabled('annotationDiscovery', 'logs')],
      problem: `${fails} with it and presets.logsCollection`,
      fix: 'remove one of them',
    });
  const isAlone = !release.electsLeader || isTrueInTemplate(at(all, 'presets', 'clusterMetrics', 'disableLeaderElection'));
  if (isOn('clusterMetrics') && Number(at(all, 'replicaCount') ?? 1) > 1 && isAlone)
    conflicts.push({
      paths: [['presets', 'clusterMetrics', 'disableLeaderElection'], enabled('clusterMetrics')],
      problem: `${fails} with it and a replicaCount of ${textAt(all, 'replicaCount')}, because each pod would count the whole cluster`,
      fix: 'remove it, or use one pod',
    });
  return conflicts;
}

/** Releases whose labels of all objects have no value here write that one as invalid YAML. */
function labelsIn({ all, release }: OwnTier): Conflict[] {
  const isRendered = ({ metadata }: Pick<CollectorRelease, 'metadata'>) => metadata.all !== undefined;
  if (Object.keys(mapAt(all, 'additionalLabels')).length === 0 || isRendered(release)) return [];
  const first = collectorReleases.firstAfter(release.version, isRendered);
  return [
    { paths: [['additionalLabels']], problem: `${failsWith(release)} with it`, fix: `pin collector.chart ${first} or newer, or remove it` },
  ];
}

/** Each Ingress has rules, and each rule a host and paths. */
function ingressesIn(all: unknown): Conflict[] {
  const path = ['ingress'];
  if (!isTrueInTemplate(at(all, ...path, 'enabled'))) return [];
  const further = listAt(all, ...path, 'additionalIngresses').flatMap((each, index): Path[] =>
    isMap(each) ? [[...path, 'additionalIngresses', index]] : [],
  );
  const without = further.flatMap((each): Conflict[] =>
    listAt(all, ...each, 'hosts').length > 0
      ? []
      : [{ paths: [each], problem: `has no hosts, so it is an Ingress without rules, ${REFUSES}`, fix: 'set hosts' }],
  );
  const hosts = [path, ...further].flatMap((each) =>
    listAt(all, ...each, 'hosts').flatMap((host, index): Conflict[] => {
      const here: Path = [...each, 'hosts', index];
      if (isMap(host) && host.host === undefined)
        return [{ paths: [here], problem: 'has no host, and the chart does not render', fix: 'set host' }];
      const isEmpty = Array.isArray(at(host, 'paths')) && listAt(host, 'paths').length === 0;
      return isEmpty ? [{ paths: [here], problem: `has no paths, ${REFUSES}`, fix: 'set paths' }] : [];
    }),
  );
  return [...without, ...hosts];
}

/** Values of other objects that exclude each other. */
function objectsIn(all: unknown): Conflict[] {
  const conflicts: Conflict[] = [];
  const budget = (field: string): Path => ['podDisruptionBudget', field];
  if (['enabled', 'minAvailable', 'maxUnavailable'].every((field) => isTrueInTemplate(at(all, ...budget(field)))))
    conflicts.push({
      paths: [budget('maxUnavailable')],
      problem: `is set beside podDisruptionBudget.minAvailable, ${REFUSES}`,
      fix: 'remove one of them',
    });
  const [least, most] = ['minReplicas', 'maxReplicas'].map((field, index) =>
    Number(at(all, 'autoscaling', field) ?? DEFAULT_BOUNDS[index]),
  );
  if (isTrueInTemplate(at(all, 'autoscaling', 'enabled')) && least !== undefined && most !== undefined && least > most)
    conflicts.push({
      paths: [
        ['autoscaling', 'minReplicas'],
        ['autoscaling', 'maxReplicas'],
      ],
      problem: `autoscaling.minReplicas is ${least}, and autoscaling.maxReplicas ${most}, ${REFUSES}`,
      fix: 'set a maxReplicas that is not below minReplicas',
    });
  if (at(all, 'service', 'type') === 'ExternalName')
    conflicts.push({
      paths: [['service', 'type']],
      problem: `the chart has no value for the name of such a Service, ${REFUSES}`,
      fix: 'remove it, because senders connect to the pods of this Service',
    });
  if (at(all, 'service', 'clusterIP') === 'None' && ['NodePort', 'LoadBalancer'].includes(textAt(all, 'service', 'type') ?? ''))
    conflicts.push({
      paths: [['service', 'type']],
      problem: `service.clusterIP is None, which fits only the type ClusterIP, ${REFUSES}`,
      fix: 'remove it',
    });
  if (at(all, 'rollout', 'strategy') === 'OnDelete')
    conflicts.push({
      paths: [['rollout', 'strategy']],
      problem: `a Deployment has no such strategy, ${REFUSES}`,
      fix: 'use RollingUpdate or Recreate',
    });
  return conflicts;
}

/** Of the autoscaler of the chart, in every release. */
const DEFAULT_BOUNDS = [1, 10];
