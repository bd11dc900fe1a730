/** How a Helm release is reached from outside the cluster, and what runs its pods, as far as its values decide it. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, listAt, mapAt, type Path, textAt } from '../../lib/yaml/parsed';
import { collectorReleases } from '../collector/releases';
import { fullnameOf } from '../tempo/names';
import { distributedReleases, monolithicReleases } from '../tempo/releases';
import { WORKLOADS, workloadName } from '../tempo/workloads';
import { TRAEFIK, traefikReleases } from '../traefik/releases';

export interface ReleaseInValues {
  /** The name of the chart. */
  readonly chart: string;
  /** Of the chart. */
  readonly version: string;
  /** The name of the Helm release. */
  readonly release: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A Service with the fields that values decide. */
export interface ImpliedService {
  readonly name: string;
  /** The path of its values. */
  readonly path: Path;
  /** The type in the values; undefined for the default of the chart. */
  readonly type?: string;
  readonly defaultType: string;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** A proxy in front of Tempo, which the chart can add. */
const GATEWAY = 'gateway';

/** Where the values have each Service that may have another type, with its name. */
function servicesOf({ chart, release, values }: ReleaseInValues): readonly (readonly [name: string, path: Path])[] {
  const path = ['service'];
  const fullname = fullnameOf({ releaseName: release, fullnameOverride: textAt(values, 'fullnameOverride') });
  switch (chart) {
    case traefikReleases.name:
      return at(values, 'service', 'enabled') === false ? [] : [[TRAEFIK, path]];
    case collectorReleases.name:
      return [[textAt(values, 'fullnameOverride') ?? release, path]];
    case monolithicReleases.name:
      return [[fullname, path]];
    case distributedReleases.name:
      return [...WORKLOADS, ...(isTrueInTemplate(at(values, GATEWAY, 'enabled')) ? [GATEWAY] : [])].map((component) => [
        workloadName(component, fullname),
        [component, ...path],
      ]);
    default:
      return [];
  }
}

/** Without those that no value exposes. */
export const impliedServices = (release: ReleaseInValues): ImpliedService[] =>
  servicesOf(release).map(([name, path]) => {
    const own = mapAt(release.values, ...path);
    const spec = { ...own, ...mapAt(own, 'spec') };
    const ports = [...Object.values(mapAt(release.values, 'ports')), { nodePort: own.nodePort }, { nodePort: own.grpcNodePort }];
    return {
      ...{ name, path },
      type: textAt(release.values, ...typeOf(release, path)) || undefined,
      defaultType: release.chart === traefikReleases.name ? 'LoadBalancer' : 'ClusterIP',
      annotations: mapAt(own, 'annotations'),
      spec: { loadBalancerIP: at(spec, 'loadBalancerIP'), externalIPs: listAt(spec, 'externalIPs'), ports },
    };
  });

const typeOf = ({ chart, version }: ReleaseInValues, path: Path): Path =>
  chart === traefikReleases.name ? traefikReleases.at(version).serviceType.split('.') : [...path, 'type'];

/** A workload whose kind is a value. */
export interface ImpliedWorkload {
  readonly name: string;
  /** The path of its kind in the values. */
  readonly path: Path;
  /** The kind in the values; undefined for the default of the chart. */
  readonly kind?: string;
  readonly defaultKind: string;
}

export function impliedWorkloads({ chart, release, values }: Omit<ReleaseInValues, 'version'>): ImpliedWorkload[] {
  const of = (name: string, path: Path) => [{ name, path, kind: textAt(values, ...path) || undefined, defaultKind: 'Deployment' }];
  if (chart === traefikReleases.name) return of(TRAEFIK, ['deployment', 'kind']);
  if (chart !== distributedReleases.name || !isTrueInTemplate(at(values, 'metricsGenerator', 'enabled'))) return [];
  const fullname = fullnameOf({ releaseName: release, fullnameOverride: textAt(values, 'fullnameOverride') });
  return of(workloadName('metricsGenerator', fullname), ['metricsGenerator', 'kind']);
}
