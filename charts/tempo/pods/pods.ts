/** The pods of Tempo's charts, each with the path of its values. Found by rendering each tag with every pod on and every value set. */
import { at, listAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { ChartPods, ScheduledRelease } from '../../scheduling/scheduling';
import { pinnedRelease, type TempoConfig, valuesKeyOf } from '../config';
import { fullnameOf } from '../names/names';
import { workloadName } from '../names/workloads';
import { type DistributedRelease, distributedReleases, monolithicReleases } from '../releases';
import { type BundledMinio, FURTHER_JOBS, isMinioMonitored, TOKEN_JOB } from '../releases/bundled-minio';
import { subchartPods, subchartsIn } from '../subcharts/values';
import { workloadsOf } from '../values';
import { cachesOf, hasGateway } from './labels';
import { hasIngestersInZones } from './zone-labels';

/** Those of the chart tempo: one, with values at the top. */
export const monolithicPods = (config: TempoConfig): ScheduledRelease => ({
  ...about(config, monolithicReleases.name),
  pods: [{ pods: `StatefulSet ${fullnameOf(config)}`, path: [] }],
});

/** @param values all other values: only pods that they turn on have values */
export const distributedPods = (config: TempoConfig, release: DistributedRelease, values: Values): ScheduledRelease => ({
  ...about(config, distributedReleases.name),
  pods: podsOf(config, release, values),
  // Only the metrics generator and a subchart have what older ones lack.
  newer: ({ path }) => (path?.[0] === 'minio' || path === undefined ? undefined : `tempo.chart ${prioritySince(path[0])}`),
});

const prioritySince = (part: string | undefined): string =>
  part === 'metricsGenerator'
    ? distributedReleases.first(({ generatorHasPriority }) => generatorHasPriority)
    : distributedReleases.first(({ subcharts }) => subcharts.some(({ key, hasPriority }) => key === part && hasPriority));

const about = (config: TempoConfig, chart: string): Pick<ScheduledRelease, 'chart' | 'user'> => ({
  chart: `${chart} ${pinnedRelease(config).version}`,
  user: { values: config.values, key: valuesKeyOf(config) },
});

function podsOf(config: TempoConfig, release: DistributedRelease, values: Values): ChartPods[] {
  const fullname = fullnameOf(config);
  const named = (key: string): ChartPods => ({ pods: workloadName(key, fullname), path: [key], elsewhere: [GLOBAL] });
  return [
    ...workloadsOf(config, release).map((workload): ChartPods => {
      const isWithout = workload === 'metricsGenerator' && !release.generatorHasPriority;
      const zones = workload === 'ingester' && hasIngestersInZones(release, values);
      return {
        ...named(workload),
        elsewhere: [GLOBAL, ...DEFAULTS],
        ...(zones && { zones: ZONES }),
        ...(isWithout && { without: ['priorityClassName'] }),
      };
    }),
    ...cachesOf(values, release).map(named),
    ...(hasGateway(values) ? [named('gateway')] : []),
    ...subchartsIn(values, release).map((subchart) => subchartPods(config.releaseName, subchart, values)),
    ...(release.minio && at(values, 'minio', 'enabled') === true ? minioPods(config, release.minio, values) : []),
  ];
}

/** Up to 2.15.1 it is stronger than the value of a pod, and later weaker. */
const GLOBAL = ['priorityClassName', ['global', 'priorityClassName']] as const;

/** From 2.16.0 on. */
const DEFAULTS = (['nodeSelector', 'tolerations', 'priorityClassName'] as const).map((field) => [field, ['defaults', field]] as const);

/** The zones of ingesters in the values. */
export const ZONES = ['ingester', 'zoneAwareReplication', 'zones'] as const;

const BUCKET_JOB = { key: 'makeBucketJob', name: 'make-bucket-job' } as const;

function minioPods({ releaseName }: TempoConfig, { jobsHaveNodes, images }: BundledMinio, values: Values): ChartPods[] {
  const further = jobsHaveNodes ? FURTHER_JOBS.filter((job) => listAt(values, 'minio', job.for).length > 0) : [];
  return [
    { pods: `Deployment ${releaseName}-minio`, path: ['minio'] },
    ...[BUCKET_JOB, ...further, ...(images.kubectl && isMinioMonitored(values) ? [TOKEN_JOB] : [])].map(
      ({ key, name }): ChartPods => ({
        pods: `Job ${releaseName}-minio-${name}`,
        without: ['priorityClassName'],
        ...(jobsHaveNodes && { path: ['minio', key] }),
      }),
    ),
  ];
}
