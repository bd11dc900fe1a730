/** The user's own values of a release. */
import { COLLECTOR, SAMPLING } from '../../charts/collector/collector';
import { CHART as COLLECTOR_CHART } from '../../charts/collector/releases';
import { TEMPO } from '../../charts/tempo/names/workloads';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { TRAEFIK } from '../../charts/traefik/releases';
import { VULTURE } from '../../charts/vulture/releases';
import { entryOf } from '../../lib/yaml/parsed';
import type { Installation, World } from '../stack';

/** The values of the cluster file for a release; undefined without any. */
export function userValuesOf({ releaseName, isOurs }: Installation, { declared }: Pick<World, 'declared'>): unknown {
  const { values, tempoReleases } = declared;
  if (!isOurs) return undefined;
  if (releaseName === TRAEFIK) return values.traefik;
  if (releaseName === VULTURE) return values.vulture;
  if (releaseName === COLLECTOR) return values.collector;
  if (releaseName === SAMPLING) return values.sampling;
  return tempoReleases?.get(releaseName) ?? (releaseName === TEMPO ? values.tempo : undefined);
}

const KEYS: Readonly<Record<string, string>> = {
  [distributedReleases.name]: 'tempo.values',
  [monolithicReleases.name]: 'tempo.values',
  [TRAEFIK]: 'traefik.values',
  [COLLECTOR_CHART]: 'collector.values',
  [VULTURE]: 'vulture.values',
};

/** The key of the cluster file with the values of a release: `tempo.values`; undefined if it has none. */
export const valuesKeyOf = ({ chart, releaseName }: Pick<Installation, 'chart' | 'releaseName'>): string | undefined =>
  releaseName === SAMPLING ? 'collector.tailSampling.values' : entryOf(KEYS, chart.name);
