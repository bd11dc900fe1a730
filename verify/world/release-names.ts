/** The names of this stack's releases. The names of Services and ServiceAccounts are derived from them. */
import { EXTENSION } from '../../charts/linkerd/releases';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { TRAEFIK, traefikReleases } from '../../charts/traefik/releases';
import type { Installation, World } from '../stack';

const NAMES = new Map([
  [traefikReleases.name, TRAEFIK],
  [EXTENSION, EXTENSION],
]);

/** The release name that this stack uses for a chart; undefined for charts that it does not install. */
export const releaseNameOf = ({ chart }: Installation, { declared }: Pick<World, 'declared'>): string | undefined =>
  TEMPO_CHARTS.includes(chart.name) ? declared.releaseName : NAMES.get(chart.name);

const TEMPO_CHARTS: readonly string[] = [distributedReleases.name, monolithicReleases.name];
