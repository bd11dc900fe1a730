/** The names of this stack's releases, which every Service and ServiceAccount derives its own from. */
import { EXTENSION } from '../../charts/linkerd/releases';
import { distributedReleases, monolithicReleases, RELEASE as TEMPO } from '../../charts/tempo/releases';
import { RELEASE as TRAEFIK, traefikReleases } from '../../charts/traefik/releases';
import type { Installation } from '../stack';

const NAMES = new Map([
  [distributedReleases.name, TEMPO],
  [monolithicReleases.name, TEMPO],
  [traefikReleases.name, TRAEFIK],
  [EXTENSION, EXTENSION],
]);

/** The name that a release of this stack has; undefined for a chart that is none of its own. */
export const releaseNameOf = ({ chart }: Installation): string | undefined => NAMES.get(chart.name);
