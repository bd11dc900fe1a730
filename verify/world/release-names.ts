/** The names of this stack's releases. The names of Services and ServiceAccounts are derived from them. */
import { EXTENSION } from '../../charts/linkerd/releases';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { TEMPO } from '../../charts/tempo/workloads';
import { TRAEFIK, traefikReleases } from '../../charts/traefik/releases';
import type { Installation } from '../stack';

const NAMES = new Map([
  [distributedReleases.name, TEMPO],
  [monolithicReleases.name, TEMPO],
  [traefikReleases.name, TRAEFIK],
  [EXTENSION, EXTENSION],
]);

/** The release name that this stack uses for a chart; undefined for charts that it does not install. */
export const releaseNameOf = ({ chart }: Installation): string | undefined => NAMES.get(chart.name);
