/** The repositories that the charts of this stack come from. */
import { nearest } from '../../lib/findings/nearest';
import { REPOSITORY as COLLECTOR } from '../collector/releases';
import { linkerdReleases } from '../linkerd/releases';
import { distributedReleases, monolithicReleases } from '../tempo/releases';
import { REPOSITORY as TRAEFIK } from '../traefik/releases';
import { vultureReleases } from '../vulture/releases';

let known: ReadonlySet<string> | undefined;

/** Those of all releases that the tables know, without a slash at the end. */
export function upstreamRepositories(): ReadonlySet<string> {
  const tables = [distributedReleases, monolithicReleases, linkerdReleases, vultureReleases];
  known ??= new Set([...tables.flatMap(({ releases }) => releases.map(({ repository }) => repository)), TRAEFIK, COLLECTOR]);
  return known;
}

/** The repository that was probably meant; undefined if none is close. */
export const nearestUpstream = (url: string): string | undefined => nearest(url, upstreamRepositories());
