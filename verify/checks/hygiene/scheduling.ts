/** Checks that the pods of the stack have the nodes, tolerations and priority of the cluster file. */
import { emojivoto } from '../../../charts/emojivoto/release';
import { EXTENSION } from '../../../charts/linkerd/releases';
import type { SchedulingConfig, Toleration } from '../../../charts/scheduling/config';
import { SCHEDULING_FIELDS, type SchedulingField } from '../../../charts/scheduling/scheduling';
import { targetName } from '../../../charts/tempo/names/workloads';
import { distributedReleases } from '../../../charts/tempo/releases';
import type { Finding, Severity } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { mergeValues } from '../../../lib/helm/merge';
import { at, isMap, listAt, textAt } from '../../../lib/yaml/parsed';
import type { RenderedRelease, World } from '../../stack';
import { aboutObject, type Pod, podSpecOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { isInstalledElsewhere, releaseOf } from '../../world/of-chart';
import { userValuesOf, valuesKeyOf } from '../../world/user-values';
import { nameOfPath } from '../../world/value-path';
import { placementValue } from './placement-value';
import { HYGIENE_RULES } from './rules';

/** Of pods that this project installs: k3s brings its own Traefik along. */
export function misplacedPods(world: World, { pods }: Lookup): Finding[] {
  const { scheduling } = world.declared;
  if (!scheduling) return [];
  return pods.flatMap((pod) => {
    const release = releaseOf(pod.placed, world.releases);
    if (release && (release.bundled || isInstalledElsewhere(release))) return [];
    return SCHEDULING_FIELDS.flatMap((field) => {
      const missing = missingIn(podSpecOf(pod), field, scheduling);
      const found = missing.length > 0 ? wayOut(pod, field, release, world) : undefined;
      if (!found) return [];
      const problem = `lacks ${missing.join(' and ')} of scheduling${found.reason ?? ''}`;
      const statement = HYGIENE_RULES.says('misplaced-pod', problem, found.fix);
      return [{ ...statement, severity: found.severity, place: pod.placed.place, ...aboutObject(pod.placed.object) }];
    });
  });
}

/** What a pod lacks, as phrases; empty if it has everything. */
function missingIn(spec: unknown, field: SchedulingField, { nodeSelector, tolerations, priorityClassName }: SchedulingConfig): string[] {
  if (field === 'nodeSelector') {
    const missing = Object.entries(nodeSelector).filter(([key, value]) => (textAt(spec, 'nodeSelector', key) ?? null) !== value);
    return missing.map(([key, value]) => `nodeSelector ${key}: ${value}`);
  }
  if (field === 'tolerations') {
    const own = new Set(listAt(spec, 'tolerations').map((each) => tolerationText(each as Toleration)));
    return tolerations.map(tolerationText).flatMap((text) => (own.has(text) ? [] : [`toleration ${text}`]));
  }
  if (priorityClassName === undefined || textAt(spec, 'priorityClassName') === priorityClassName) return [];
  return [`priorityClassName ${priorityClassName}`];
}

/** `dedicated=tracing:NoSchedule`, as kubectl writes taints; without a key, every taint. */
function tolerationText(toleration: Toleration): string {
  const [key, operator, value, effect, seconds] = ['key', 'operator', 'value', 'effect', 'tolerationSeconds'].map((name) =>
    textAt(toleration, name),
  );
  const which = operator === 'Exists' ? (key ?? '*') : `${key}=${value ?? ''}`;
  return `${which}${effect ? `:${effect}` : ''}${seconds === undefined ? '' : ` for ${seconds} s`}`;
}

/** What ends the name of the ingesters of a zone. */
const OF_ZONE = /-zone-[\w-]+$/;

/** What to do, and whether it must be done; undefined if the user's own values decide. */
function wayOut(
  pod: Pod,
  field: SchedulingField,
  release: RenderedRelease | undefined,
  world: World,
): { readonly severity: Severity; readonly fix?: string; readonly reason?: string } | undefined {
  const { object, namespace } = pod.placed;
  if (!release) {
    const isOurs = namespace === emojivoto.namespace || object.kind === 'Job';
    return isOurs ? { severity: 'error', fix: RUN_SYNTH } : { severity: 'warning', fix: 'set it in the component' };
  }
  const { chart, info, values } = release;
  if (chart.name === EXTENSION && field !== 'priorityClassName' && object.kind === 'Deployment')
    return { severity: 'error', fix: RUN_SYNTH };
  const key = valuesKeyOf(release);
  const all = mergeValues(info.values, values);
  const workload = object.metadata.name.replace(OF_ZONE, '');
  if (workload !== object.metadata.name && field === 'nodeSelector' && chart.name === distributedReleases.name) {
    const zones = `${key ? `${key}.` : ''}ingester.zoneAwareReplication.zones`;
    return isSet(at(podSpecOf(pod), field)) ? undefined : { severity: 'warning', fix: `set nodeSelector in each item of ${zones}` };
  }
  const path = hasNoValue(pod, field, release) ? undefined : placementValue(all, workload, field);
  if (!path) return { severity: 'note', reason: `, for which ${chart.name} ${chart.version} has no value` };
  if (key === undefined) return { severity: 'warning', fix: `set ${nameOfPath(path)} in its values` };
  const user = userValuesOf(release, world);
  const hasOwn = at(user, ...path) !== undefined;
  const hasShared = ['defaults', 'global'].some((shared) => at(user, shared, field) !== undefined) && isSet(at(podSpecOf(pod), field));
  return hasOwn || hasShared ? undefined : { severity: 'error', fix: `set ${key}.${nameOfPath(path)}` };
}

/** What the defaults of a chart do not tell: there is a value, and no template reads it. */
function hasNoValue({ placed: { object } }: Pod, field: SchedulingField, { chart: { name, version } }: RenderedRelease): boolean {
  if (name === EXTENSION) return true;
  if (name !== distributedReleases.name || field !== 'priorityClassName') return false;
  return (
    object.metadata.name.endsWith(`-${targetName('metricsGenerator')}`) &&
    distributedReleases.find(version).release?.generatorHasPriority === false
  );
}

const isSet = (value: unknown): boolean =>
  isMap(value) ? Object.keys(value).length > 0 : Array.isArray(value) ? value.length > 0 : !!value;
