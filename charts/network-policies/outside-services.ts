/** The Services that the user's own values open to addresses outside of the cluster: a LoadBalancer, or a port of each node. */
import type { Findings } from '../../lib/cluster-file/findings';
import { at, type Path } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { type TempoConfig, valuesKeyOf } from '../tempo/config';
import { runningConfigs } from '../tempo/migration/sides';
import { minioPorts } from '../tempo/pods/labels';
import { distributedReleases } from '../tempo/releases';
import { NETWORK_POLICY_RULES } from './rules';
import { valuesOfTiers } from './tiers';

const OUTSIDE_TYPES: readonly unknown[] = ['LoadBalancer', 'NodePort'];

const leadsOutside = (values: unknown, path: Path): boolean => OUTSIDE_TYPES.includes(at(values, ...path));

export interface OutsideService {
  readonly path: Path;
  readonly of: 'query-frontend' | 'minio';
  /** Of the pods. */
  readonly port: number;
}

/**
 * Those of tempo-distributed with one purpose: queries, and the console of its MinIO, which releases 8 of that lack. What the gateway
 * serves is open to everything, and the Service of the chart tempo is for spans too.
 */
export function outsideServices({ chart, values, bundledMinio }: TempoConfig): OutsideService[] {
  const release = chart === undefined ? undefined : distributedReleases.find(chart).release;
  if (!release) return [];
  const all: OutsideService[] = [
    { path: ['queryFrontend', 'service', 'type'], of: 'query-frontend', port: release.queryPort },
    ...(bundledMinio && release.minio?.setsPorts
      ? [{ path: ['minio', 'consoleService', 'type'], of: 'minio', port: minioPorts(values, release.minio).console } as const]
      : []),
  ];
  return all.filter(({ path }) => leadsOutside(values, path));
}

/** What they open, and those for senders that the list of senders does not permit. */
export function reportOutsideServices(settings: TempoConfig, { collector, senders }: ClusterFile, findings: Findings): void {
  const running = runningConfigs(settings).map((tempo) => ({ tempo, key: valuesKeyOf(tempo) }));
  for (const { tempo, key } of running)
    for (const { path, port } of outsideServices(tempo)) {
      const problem = `lets in addresses that no NetworkPolicy knows, so everything may connect to port ${port}`;
      findings.note([...key, ...path], NETWORK_POLICY_RULES.says('outside-service', problem, 'remove it, or accept that it is open'));
    }
  if (!senders?.complete) return;
  const receiving: { readonly key: Path; readonly values: unknown; readonly path: Path }[] = [
    ...running.map(({ tempo: { chart, values }, key }) => ({
      ...{ key, values },
      path: chart === undefined ? ['service', 'type'] : ['distributor', 'service', 'type'],
    })),
    ...valuesOfTiers(collector).map(({ key, values }) => ({ key, values, path: ['service', 'type'] })),
  ];
  for (const { key, values, path } of receiving) {
    if (!leadsOutside(values, path)) continue;
    const problem = `is for senders outside of the cluster, and ${findings.where(['senders', 'complete'])} permits none of them`;
    findings.warning([...key, ...path], NETWORK_POLICY_RULES.says('outside-service', problem, 'remove one of the two'));
  }
}
