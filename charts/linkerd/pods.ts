/** The pods of the Jaeger extension, each with the path of its values. */
import type { ChartPods, ScheduledRelease, SchedulingField } from '../scheduling/scheduling';
import { EXTENSION, type LinkerdRelease, linkerdReleases } from './releases';

const HOOK = 'Job namespace-metadata';

/** @param version of its chart */
export function extensionPods(version: string, { hookHasNodes }: Pick<LinkerdRelease, 'hookHasNodes'>): ScheduledRelease {
  const ofHook: ChartPods = hookHasNodes
    ? { pods: HOOK, path: ['namespaceMetadata'], without: ['priorityClassName'] }
    : { pods: HOOK, without: ['nodeSelector', 'tolerations', 'priorityClassName'] };
  const newer = linkerdReleases.first((release) => release.hookHasNodes);
  return {
    chart: `${EXTENSION} ${version}`,
    pods: [{ pods: 'Deployment jaeger-injector', path: ['webhook'], without: ['priorityClassName'] }, ofHook],
    newer: (_, field: SchedulingField) => (field === 'priorityClassName' ? undefined : `linkerd.version ${newer}`),
  };
}
