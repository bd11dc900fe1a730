/** What a change of a Helm release restarts, as far as its values tell it without rendering. */

import { isDeepStrictEqual } from 'node:util';
import { leavesOf, type Path, textAt } from '../../lib/yaml/parsed';
import { fullnameOf } from '../tempo/names/names';
import { WORKLOADS, workloadName } from '../tempo/names/workloads';
import { isAtOrBelow } from './user-values';

export interface ReleaseState {
  readonly version: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface RestartProps {
  /** The name of the chart. */
  readonly chart: string;
  /** The name of the Helm release. */
  readonly release: string;
  readonly before: ReleaseState;
  readonly after: ReleaseState;
}

/** Values that do not reach a pod, by the first key below the workload. */
const NOT_IN_PODS = [
  ...[
    'replicas',
    'replicaCount',
    'autoscaling',
    'service',
    'serviceDiscovery',
    'podDisruptionBudget',
    'maxUnavailable',
    'persistence',
    'annotations',
  ],
  'per_tenant_overrides',
  ...['deployment.replicas', 'ingressRoute', 'ingressClass', 'rbac', 'serviceMonitor', 'networkPolicy', 'ingress'],
];

/** The last key of values that do not either. */
const NEVER_IN_PODS = ['nodePort'];

/** Releases whose values only change what Grafana reads by its sidecar. */
const RELOADED = ['kube-prometheus-stack'];

/** What restarts, and why. */
export interface RestartOfRelease {
  /** `tempo-querier`; ingesters in zones have one name. Undefined for all pods of the release. */
  readonly workloads?: readonly string[];
  readonly cause: string;
}

/** @returns undefined if nothing restarts */
export function restartedBy({ chart, release, before, after }: RestartProps): RestartOfRelease | undefined {
  if (RELOADED.includes(chart)) return undefined;
  if (before.version !== after.version) return { cause: `chart ${before.version} to ${after.version}` };
  const changed = changedPaths(before.values, after.values).filter((path) => !isOutside(path));
  if (changed.length === 0) return undefined;
  if (chart !== 'tempo-distributed') return { cause: 'values' };
  const workloads = [...new Set(changed.map(([first]) => String(first)))];
  const isConfiguration = changed.some(([first, second]) => !isWorkload(first) || second === 'config');
  if (isConfiguration) return { cause: 'configuration' };
  const fullname = fullnameOf({ releaseName: release, fullnameOverride: textAt(after.values, 'fullnameOverride') });
  return { workloads: workloads.map((workload) => workloadName(workload, fullname)), cause: 'values' };
}

const isWorkload = (key: unknown): boolean => WORKLOADS.some((workload) => workload === key);

/** The paths of the leaves that differ. */
function changedPaths(before: unknown, after: unknown): Path[] {
  const [old, now] = [new Map(leavesOf(before).map(named)), new Map(leavesOf(after).map(named))];
  return [...new Map([...old, ...now])].flatMap(([name, [path]]) =>
    isDeepStrictEqual(old.get(name)?.[1], now.get(name)?.[1]) ? [] : [path],
  );
}

const named = ([path, value]: [Path, unknown]): [string, [Path, unknown]] => [path.join('.'), [path, value]];

function isOutside(path: Path): boolean {
  const names = path.filter((step) => typeof step === 'string');
  // The configuration of a collector has a part with the name service.
  if (names[0] === 'alternateConfig' || names[0] === 'config') return false;
  if (NEVER_IN_PODS.includes(names.at(-1) ?? '')) return true;
  return NOT_IN_PODS.some((key) => [names.join('.'), names.slice(1).join('.')].some((name) => isAtOrBelow(name, key)));
}
