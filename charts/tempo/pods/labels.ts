/** The labels of the pods of Tempo's charts, the same in every release (rendered). */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at } from '../../../lib/yaml/parsed';
import { ofOneKind, type SelectingLabelsAt } from '../../helm-values/selecting-labels';
import type { Values } from '../../helm-values/user-values';
import type { TempoConfig } from '../config';
import { targetName } from '../names/workloads';
import type { DistributedRelease, TempoRelease } from '../releases';
import type { BundledMinio, TOKEN_JOB } from '../releases/bundled-minio';
import { CACHE } from '../releases/metadata';
import { OPERATORS, type Subchart } from '../subcharts/releases';
import { subchartLabel } from '../subcharts/values';
import { wantsZones } from './zone-labels';

const NAME = 'app.kubernetes.io/name';
const INSTANCE = 'app.kubernetes.io/instance';

/** The label with the name of a microservice. */
export const COMPONENT = 'app.kubernetes.io/component';

/** The label of the pods that find each other by the Service of memberlist, which has no other selector beside the release. */
const PART_OF = 'app.kubernetes.io/part-of';

/** All pods of a release, of either chart, without those of its subchart MinIO. */
export const podsOfRelease = (releaseName: string): Readonly<Record<string, string>> => ({ [INSTANCE]: releaseName });

/** The same, by both labels. */
export const podsOfChart = (releaseName: string): Readonly<Record<string, string>> => ({ [NAME]: 'tempo', ...podsOfRelease(releaseName) });

/** A microservice of tempo-distributed, a cache or the gateway, by its key in the values. */
export const podsOfPart = (releaseName: string, part: string): Readonly<Record<string, string>> => ({
  ...podsOfRelease(releaseName),
  [COMPONENT]: targetName(part),
});

/** The server of the subchart MinIO, and its Jobs. */
export const podsOfMinio = (
  releaseName: string,
  app: 'minio' | 'minio-job' | `minio-${typeof TOKEN_JOB.name}`,
): Readonly<Record<string, string>> => ({
  app,
  release: releaseName,
});

/** A subchart of tempo-distributed. */
export const podsOfSubchart = (
  releaseName: string,
  subchart: Pick<Subchart, 'name' | 'key'>,
  values: Readonly<Values>,
): Readonly<Record<string, string>> => ({ [NAME]: subchartLabel(subchart, values), ...podsOfRelease(releaseName) });

/** Values with labels of all pods, and of one microservice, cache, gateway or subchart. */
const OF_ALL = ['tempo.podLabels', 'defaults.podLabels', 'global.podLabels', 'global.commonLabels'];
const OF_PART = /^([\w-]+)\.podLabels$/;

/** The labels of either chart by which pods are selected. */
export const selectingIn = (config: Pick<TempoConfig, 'chart' | 'releaseName' | 'values'>): SelectingLabelsAt =>
  config.chart === undefined ? selectingInMonolithic(config.releaseName) : selectingInDistributed(config);

/** In every release of tempo-distributed, with those of the zones of ingesters (rendered). */
function selectingInDistributed({ releaseName, values }: Pick<TempoConfig, 'releaseName' | 'values'>): SelectingLabelsAt {
  const common = { ...podsOfChart(releaseName), [PART_OF]: 'memberlist' };
  const zones = wantsZones(values) ? { 'rollout-group': 'ingester', zone: undefined } : {};
  return (map) => {
    if (OF_ALL.includes(map)) return { ...common, [COMPONENT]: undefined, ...zones };
    const [, part] = OF_PART.exec(map) ?? [];
    if (part === undefined) return undefined;
    if (part === 'minio') return { app: 'minio', release: releaseName };
    const operator = OPERATORS.find(({ key }) => key === part);
    if (operator) return podsOfSubchart(releaseName, operator, values);
    return { ...common, [COMPONENT]: targetName(part), ...(part === 'ingester' && zones) };
  };
}

/** In every release of the chart tempo. */
const selectingInMonolithic = (releaseName: string): SelectingLabelsAt =>
  ofOneKind(['podLabels', 'extraLabels', 'global.commonLabels'], 'tempo', releaseName);

/** The caches that run, by their keys in the values: one by default, and some for a role each. */
export const cachesOf = (values: Readonly<Values>, { roleCaches }: Pick<DistributedRelease, 'roleCaches'>): string[] => [
  ...(at(values, CACHE, 'enabled') === undefined || isTrueInTemplate(at(values, CACHE, 'enabled')) ? [CACHE] : []),
  ...roleCaches.filter((key) => isTrueInTemplate(at(values, key, 'enabled'))),
];

export const MEMCACHED_PORT = 11211;

/** Of the exporter of memcached's metrics. */
export const MEMCACHED_METRICS_PORT = 9150;

/** The ports of the pods of the subchart MinIO. */
export interface MinioPorts {
  readonly api: number;
  readonly console: number;
}

/** @param minio the release of the subchart */
export function minioPorts(values: Readonly<Values>, minio?: Pick<BundledMinio, 'setsPorts'>): MinioPorts {
  const port = (key: string, byDefault: number): number => {
    const value = minio?.setsPorts ? Number(at(values, 'minio', key)) : 0;
    return value > 0 ? value : byDefault;
  };
  return { api: port('minioAPIPort', 9000), console: port('minioConsolePort', 9001) };
}

/** `distributed` is a StatefulSet, whose pods share what they store; `standalone`, and `gateway` of releases 4, are Deployments. */
export const minioMode = (values: Readonly<Values>): unknown => at(values, 'minio', 'mode') ?? 'standalone';

/** Of tempo-query, the user interface of Jaeger beside the query-frontend. */
export const JAEGER_PORTS: readonly number[] = [16686, 16687];

/** Whether the chart tempo runs tempo-query, by the user's values or by default. */
export const runsTempoQuery = (values: Readonly<Values>, release: Pick<TempoRelease, 'runsTempoQuery'>): boolean =>
  isTrueInTemplate(at(values, 'tempoQuery', 'enabled') ?? release.runsTempoQuery);

/** Whether tempo-distributed runs the gateway: not by default. */
export const hasGateway = (values: Readonly<Values>): boolean => isTrueInTemplate(at(values, 'gateway', 'enabled'));

/** Of the gateway. */
export const GATEWAY_PORT = 8080;
