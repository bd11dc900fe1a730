/** The repositories that the charts of all components come from. */
import { REPOSITORY as COLLECTOR } from '../collector/releases';
import { linkerdReleases } from '../linkerd/releases';
import { distributedReleases, monolithicReleases } from '../tempo/releases';
import { REPOSITORY as TRAEFIK } from '../traefik/releases';
import { vultureReleases } from '../vulture/releases';

let known: ReadonlySet<string> | undefined;

/** Those of all releases that the tables know, without a slash at the end. */
export function chartRepositories(): ReadonlySet<string> {
  const tables = [distributedReleases, monolithicReleases, linkerdReleases, vultureReleases];
  known ??= new Set([...tables.flatMap(({ releases }) => releases.map(({ repository }) => repository)), TRAEFIK, COLLECTOR]);
  return known;
}
