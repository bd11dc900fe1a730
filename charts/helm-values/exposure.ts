/** How a Helm release is reached from outside the cluster, and what runs its pods, as far as its values decide it. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, isMap, mapAt, type Path, textAt } from '../../lib/yaml/parsed';
import { collectorReleases } from '../collector/releases';
import { fullnameOf } from '../tempo/names';
import { distributedReleases, monolithicReleases } from '../tempo/releases';
import { type Workload, workloadName } from '../tempo/workloads';
import { ADDITIONAL_SERVICES, TRAEFIK, traefikReleases } from '../traefik/releases';

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
  /** The path of the value with its type. */
  readonly typePath: Path;
  /** The path of the value with its ports of the nodes. */
  readonly portsPath: Path;
  /** The type in the values; undefined for the default of the chart. */
  readonly type?: string;
  readonly defaultType: string;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** A proxy in front of Tempo, which the chart can add. */
const GATEWAY = 'gateway';

/** The microservices of Tempo whose Services have a type in values, in every release (rendered); that of ingesters is for the others alone. */
const EXPOSED: readonly Workload[] = ['distributor', 'queryFrontend'];

/** Where the values have each Service that may have another type, with its name. */
function servicesOf({ chart, version, release, values }: ReleaseInValues): readonly (readonly [name: string, path: Path])[] {
  const path = ['service'];
  const fullname = fullnameOf({ releaseName: release, fullnameOverride: textAt(values, 'fullnameOverride') });
  switch (chart) {
    case traefikReleases.name:
      if (at(values, 'service', 'enabled') === false) return [];
      return [[serviceOfTraefik(version, values), path], ...additionalServices(values)];
    case collectorReleases.name:
      return [[textAt(values, 'fullnameOverride') ?? release, path]];
    case monolithicReleases.name:
      return [[fullname, path]];
    case distributedReleases.name:
      return [...EXPOSED, ...(isTrueInTemplate(at(values, GATEWAY, 'enabled')) ? [GATEWAY] : [])].map((component) => [
        workloadName(component, fullname),
        [component, ...path],
      ]);
    default:
      return [];
  }
}

function serviceOfTraefik(version: string, values: ReleaseInValues['values']): string {
  const { serviceName } = traefikReleases.at(version);
  return (serviceName && textAt(values, ...serviceName.split('.'))) || TRAEFIK;
}

/** Those that the user's own values add to that of Traefik. */
const additionalServices = (values: ReleaseInValues['values']): [name: string, path: Path][] =>
  Object.keys(mapAt(values, ...ADDITIONAL)).map((name) => [`${TRAEFIK}-${name}`, [...ADDITIONAL, name]]);

const ADDITIONAL: Path = ADDITIONAL_SERVICES.split('.');

/** Without those that no value exposes. */
export const impliedServices = (release: ReleaseInValues): ImpliedService[] =>
  servicesOf(release).map(([name, path]) => {
    const own = mapAt(release.values, ...path);
    const typePath = [...path, ...(isTraefik(release) ? typeBelowService(release) : ['type'])];
    return {
      ...{ name, path, typePath },
      portsPath: path[0] === GATEWAY ? path : ['ports'],
      type: textAt(release.values, ...typePath) || undefined,
      defaultType: isTraefik(release) && isBalancedByDefault(release, path) ? 'LoadBalancer' : 'ClusterIP',
      annotations: mapAt(own, 'annotations'),
      spec: { ...specOf(release, own), ports: path[0] === GATEWAY ? gatewayPorts(own) : portsOf(release, path) },
    };
  });

const isTraefik = ({ chart }: Pick<ReleaseInValues, 'chart'>): boolean => chart === traefikReleases.name;

const typeBelowService = ({ version }: Pick<ReleaseInValues, 'version'>): Path =>
  traefikReleases.at(version).serviceType.split('.').slice(1);

/** Where the type is in `spec`, only the Service of the chart itself has a default for it (rendered). */
const isBalancedByDefault = (release: ReleaseInValues, path: Path): boolean =>
  path.length === 1 || !typeBelowService(release).includes('spec');

/** The fields that the chart takes from the values of a Service (rendered). */
function specOf(release: ReleaseInValues, { externalIPs, loadBalancerIP, spec }: Readonly<Record<string, unknown>>) {
  if (!isTraefik(release)) return { loadBalancerIP };
  // Where the type is in `spec`, everything is.
  return { ...(typeBelowService(release).includes('spec') ? {} : { externalIPs }), ...(isMap(spec) ? spec : {}) };
}

interface ImpliedPort {
  readonly name: string;
  readonly nodePort?: unknown;
}

/** Those of values, and those of the chart of Traefik without values. */
function portsOf({ chart, version, values }: ReleaseInValues, path: Path): ImpliedPort[] {
  const own = mapAt(values, 'ports');
  const added = path.length > 1 ? path.at(-1) : undefined;
  const ofChart = chart === traefikReleases.name ? Object.keys(traefikReleases.at(version).entryPoints) : [];
  return [...new Set([...ofChart, ...Object.keys(own)])]
    .filter((name) => own[name] !== null && (added === undefined || isTrueInTemplate(at(own, name, 'expose', added))))
    .map((name) => ({ name, nodePort: at(own, name, 'nodePort') }));
}

const gatewayPorts = ({ nodePort, grpcNodePort }: Readonly<Record<string, unknown>>): ImpliedPort[] => [
  { name: 'http-metrics', nodePort },
  { name: 'grpc-otlp', nodePort: grpcNodePort },
];

/** A workload whose kind is a value. */
export interface ImpliedWorkload {
  readonly name: string;
  /** The path of its kind in the values. */
  readonly path: Path;
  /** The kind in the values; undefined for the default of the chart. */
  readonly kind?: string;
  readonly defaultKind: string;
}

export function impliedWorkloads({ chart, version, release, values }: ReleaseInValues): ImpliedWorkload[] {
  const of = (name: string, path: Path) => [{ name, path, kind: textAt(values, ...path) || undefined, defaultKind: 'Deployment' }];
  if (chart === traefikReleases.name) return of(TRAEFIK, ['deployment', 'kind']);
  if (chart !== distributedReleases.name || !isTrueInTemplate(at(values, 'metricsGenerator', 'enabled'))) return [];
  const fullname = fullnameOf({ releaseName: release, fullnameOverride: textAt(values, 'fullnameOverride') });
  const workloads = of(workloadName('metricsGenerator', fullname), ['metricsGenerator', 'kind']);
  return distributedReleases.at(version).volumes.hasGeneratorSet ? workloads : workloads.map((each) => ({ ...each, kind: undefined }));
}
