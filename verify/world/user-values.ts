/** The user's own values of a release. */
import { TEMPO } from '../../charts/tempo/workloads';
import { TRAEFIK } from '../../charts/traefik/releases';
import { VULTURE } from '../../charts/vulture/releases';
import type { Installation, World } from '../stack';

/** The values of the cluster file for a release; undefined without any. */
export function userValuesOf({ releaseName, isOurs }: Installation, { declared }: Pick<World, 'declared'>): unknown {
  if (!isOurs) return undefined;
  if (releaseName === TRAEFIK) return declared.values.traefik;
  if (releaseName === VULTURE) return declared.values.vulture;
  return declared.tempoReleases?.get(releaseName) ?? (releaseName === TEMPO ? declared.values.tempo : undefined);
}
