/** The Services of a stack, to which addresses in the user's own values may lead. */
import type { ClusterFile } from '../../cluster-file';
import { COLLECTOR, SAMPLING } from '../../collector/collector';
import type { Endpoint } from '../../component';
import type { Values } from '../../helm-values/user-values';
import { fullnameOf } from '../../tempo/names/names';
import { TEMPO, targetName, WORKLOADS } from '../../tempo/names/workloads';
import { cachesOf, hasGateway } from '../../tempo/pods/labels';
import { distributedReleases } from '../../tempo/releases';

/** Those of each release of a chart. */
export type OwnServices = readonly OwnService[];

interface OwnService extends Pick<Endpoint, 'service' | 'namespace'> {
  /** What names of Services have after this one and a hyphen; the empty text for this one itself. */
  readonly parts: RegExp;
}

/** One Service of a release. */
export interface ServicePart {
  /** The Service that the names of all begin with. */
  readonly service: string;
  /** What follows it and a hyphen: `query-frontend-discovery`; empty for that Service itself. */
  readonly part: string;
}

/** The Service of this stack that a host is, or that has the pod of that name; undefined for others. @param namespace that of the pods */
export function partAt(host: string, namespace: string, own: OwnServices): ServicePart | undefined {
  const labels = host.split('.');
  const [name = '', ofName = namespace] = labels.slice(Math.max(labels.indexOf('svc', 3) - 2, 0));
  return own.flatMap(({ service, namespace: ofService, parts }) => {
    const part = name === service ? '' : name.startsWith(`${service}-`) ? name.slice(service.length + 1) : undefined;
    return ofName === ofService && part !== undefined && parts.test(part) ? [{ service, part }] : [];
  })[0];
}

/** Without those of the collector of somebody else, which may have any name. */
export function servicesOf({ tempo, minio, collector }: Pick<ClusterFile, 'tempo' | 'minio' | 'collector'>): OwnServices {
  const { namespace, chart, values, migration } = tempo;
  const isBundled = minio?.bundled !== undefined;
  return [
    { namespace, service: fullnameOf(tempo), parts: partsOf({ chart, values, isBundled }) },
    // The older release.
    ...(migration ? [{ namespace, service: TEMPO, parts: partsOf({ chart: migration.from, values: migration.values, isBundled }) }] : []),
    ...(collector?.chart === undefined
      ? []
      : [{ namespace: collector.namespace ?? namespace, service: COLLECTOR, parts: collector.tailSampling ? SAMPLING_TIER : ONE_SERVICE }]),
  ];
}

const SAMPLING_TIER = new RegExp(`^(${SAMPLING.slice(COLLECTOR.length + 1)})?$`);

/** The chart tempo has one Service, and so has a collector of one tier. */
const ONE_SERVICE = /^$/;

interface Parts {
  readonly chart?: string;
  readonly values: Values;
  readonly isBundled: boolean;
}

/** Those of tempo-distributed (rendered), of which a user may have a cache or a gateway of the same name if the chart has none. */
function partsOf({ chart, values, isBundled }: Parts): RegExp {
  const release = chart === undefined ? undefined : distributedReleases.find(chart).release;
  if (!release) return ONE_SERVICE;
  const processes = WORKLOADS.map((workload) => `${targetName(workload)}(-discovery|-zone-.+)?`);
  const others = [...cachesOf(values, release), ...(hasGateway(values) ? ['gateway'] : [])].map(targetName);
  return new RegExp(`^(${[...processes, ...others, 'gossip-ring', ...(isBundled ? ['minio(-console|-svc)?'] : [])].join('|')})$`);
}
