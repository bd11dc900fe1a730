/** The names of this stack's releases. The names of Services and ServiceAccounts are derived from them. */
import { EXTENSION } from '../../charts/linkerd/releases';
import { TEMPO } from '../../charts/tempo/names/workloads';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { TRAEFIK, traefikReleases } from '../../charts/traefik/releases';
import type { Installation } from '../stack';
import type { Declared } from './declared';

const NAMES = new Map([
  [traefikReleases.name, TRAEFIK],
  [EXTENSION, EXTENSION],
]);

const TEMPO_CHARTS: readonly string[] = [distributedReleases.name, monolithicReleases.name];

/** The release names that this stack uses for a chart, of which a migration has two; empty for charts that it does not install. */
export function releaseNamesOf({ chart }: Installation, { tempoReleases }: Declared): readonly string[] {
  if (TEMPO_CHARTS.includes(chart.name)) return [...(tempoReleases?.keys() ?? [TEMPO])];
  const name = NAMES.get(chart.name);
  return name === undefined ? [] : [name];
}
