/** The size in the values of both charts, and what several pods need without one too. The user's own values win over it. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, isMap } from '../../../lib/yaml/parsed';
import { toYaml } from '../../../lib/yaml/write';
import type { Values } from '../../helm-values/user-values';
import type { Workload } from '../names/workloads';
import { podsOfPart } from '../pods/labels';
import { hasIngestersInZones } from '../pods/zone-labels';
import { COPIES, resourcesOf, type Size, WORKLOAD_SIZES } from './sizes';

export interface SizeContext {
  /** The microservices that run. */
  readonly workloads: readonly Workload[];
  readonly user: Values;
  /** The name of the Helm release, which is a label of its pods. */
  readonly releaseName: string;
  /** Whether the ingesters may be in zones, which have an affinity of their own. */
  readonly hasZones: boolean;
}

export function sizeValues(size: Size | undefined, { workloads, user, releaseName, hasZones }: SizeContext): Values {
  const isZoned = (workload: Workload) => workload === 'ingester' && hasIngestersInZones({ hasZones }, user);
  const values = workloads.flatMap((workload): [string, Values][] => {
    const { replicas, ...others } = size ? workloadValues(size, workload, isZoned(workload) ? undefined : releaseName) : {};
    // With autoscaling, the charts run another number of pods.
    const pods = isTrueInTemplate(at(user, workload, 'autoscaling', 'enabled')) ? undefined : replicas;
    // The template of the budget reads the number in any case.
    const isSeveral = Number(at(user, workload, 'replicas') ?? pods) > 1;
    const budget = workload === 'backendWorker' && isSeveral ? DISRUPTION_BUDGET : {};
    const all = { ...(pods !== undefined && { replicas: pods }), ...others, ...budget };
    return Object.keys(all).length > 0 ? [[workload, all]] : [];
  });
  return withoutUsers(Object.fromEntries(values), user);
}

/** The same for the single process of the chart tempo. */
export const monolithicSizeValues = (size: Size | undefined, user: Values): Values =>
  size === undefined ? {} : withoutUsers({ tempo: { resources: resourcesOf(size) } }, user);

/** @param releaseName undefined without an affinity */
function workloadValues(size: Size, workload: Workload, releaseName: string | undefined): Values & { readonly replicas?: number } {
  const { replicas } = WORKLOAD_SIZES[workload];
  return {
    ...(replicas && { replicas: replicas[size] }),
    ...(workload === 'ingester' && { config: { replication_factor: COPIES[size] } }),
    resources: resourcesOf(size, workload),
    ...(releaseName === undefined ? {} : affinityValues(size, workload, releaseName)),
  };
}

/** With several backend-workers, the template of their PodDisruptionBudget fails without these, which the chart does not set (2.17.0 to 3.3.0). */
const DISRUPTION_BUDGET = { podDisruptionBudget: { enabled: true }, maxUnavailable: 1 };

/** Microservices of which the charts never run two pods on a node, so that more pods than nodes would wait forever. */
const HARD_BY_DEFAULT: readonly Workload[] = ['distributor', 'querier', 'queryFrontend', 'metricsGenerator'];

/**
 * `medium` runs on any number of nodes, and `ha` survives the loss of one. The charts spread over zones where they can, and make a
 * PodDisruptionBudget for each microservice with two or more pods.
 */
function affinityValues(size: Size, workload: Workload, releaseName: string): Values {
  const pods = podsOfPart(releaseName, workload);
  if (size === 'medium' && HARD_BY_DEFAULT.includes(workload)) return { affinity: affinity(pods, 'preferred') };
  return size === 'ha' && workload === 'ingester' ? { affinity: affinity(pods, 'required') } : {};
}

/** As text, which the charts expect. */
function affinity(matchLabels: Readonly<Record<string, string>>, strength: 'preferred' | 'required'): string {
  const term = (topologyKey: string) => ({ labelSelector: { matchLabels }, topologyKey });
  const zone = { weight: 50, podAffinityTerm: term('topology.kubernetes.io/zone') };
  const host = term('kubernetes.io/hostname');
  return toYaml({
    podAntiAffinity:
      strength === 'required'
        ? {
            requiredDuringSchedulingIgnoredDuringExecution: [host],
            preferredDuringSchedulingIgnoredDuringExecution: [zone],
          }
        : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: host }, zone] },
  });
}

/** The values that the user does not set, at any depth. */
function withoutUsers(values: Values, user: unknown): Values {
  if (!isMap(user)) return values;
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
      if (!Object.hasOwn(user, key)) return [[key, value]];
      if (!isMap(value) || !isMap(user[key])) return [];
      const rest = withoutUsers(value, user[key]);
      return Object.keys(rest).length > 0 ? [[key, rest]] : [];
    }),
  );
}
