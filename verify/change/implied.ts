/** The Services and workloads of Helm releases that are not rendered, as far as their values decide them. */
import { collectorServices } from '../../charts/collector/exposure';
import { collectorReleases } from '../../charts/collector/releases';
import type { ImpliedService, ImpliedWorkload, ReleaseInValues } from '../../charts/helm-values/exposure';
import { distributedServices, distributedWorkloads, monolithicServices } from '../../charts/tempo/exposure';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { traefikServices, traefikWorkloads } from '../../charts/traefik/exposure';
import { traefikReleases } from '../../charts/traefik/releases';

const SERVICES = new Map<string, (release: ReleaseInValues) => ImpliedService[]>([
  [traefikReleases.name, traefikServices],
  [collectorReleases.name, collectorServices],
  [distributedReleases.name, distributedServices],
  [monolithicReleases.name, monolithicServices],
]);

const WORKLOADS = new Map<string, (release: ReleaseInValues) => ImpliedWorkload[]>([
  [traefikReleases.name, traefikWorkloads],
  [distributedReleases.name, distributedWorkloads],
]);

/** Without those that no value exposes. */
export const impliedServices = (release: ReleaseInValues): ImpliedService[] => SERVICES.get(release.chart)?.(release) ?? [];

export const impliedWorkloads = (release: ReleaseInValues): ImpliedWorkload[] => WORKLOADS.get(release.chart)?.(release) ?? [];
