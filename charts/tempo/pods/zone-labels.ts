/** Ingesters in zones, and labels of the cluster file that they have themselves. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at } from '../../../lib/yaml/parsed';
import type { ClusterFile } from '../../cluster-file';
import type { Values } from '../../helm-values/user-values';
import { METADATA_RULES } from '../../metadata/rules';
import { type DistributedRelease, distributedReleases } from '../releases';

/** By which the rollout-operator finds their StatefulSets, in every release with zones (rendered). */
const OF_ZONES = ['zone', 'rollout-group'];

const SWITCH = ['ingester', 'zoneAwareReplication', 'enabled'];

/** Whether the user's values turn them on, which some releases ignore. */
export const wantsZones = (values: Readonly<Values>): boolean => isTrueInTemplate(at(values, ...SWITCH));

export const hasIngestersInZones = ({ hasZones }: Pick<DistributedRelease, 'hasZones'>, values: Readonly<Values>): boolean =>
  hasZones && wantsZones(values);

export function checkZoneLabels({ tempo, metadata }: Pick<ClusterFile, 'tempo' | 'metadata'>, findings: Findings): void {
  const release = tempo.chart === undefined ? undefined : distributedReleases.find(tempo.chart).release;
  if (!release || !hasIngestersInZones(release, tempo.values)) return;
  for (const label of OF_ZONES.filter((each) => Object.hasOwn(metadata?.labels ?? {}, each))) {
    const problem = `ingesters in zones (${findings.where(['tempo', 'values', ...SWITCH])}) have this label with values of their own`;
    findings.errorAtKey(
      ['metadata', 'labels', label],
      METADATA_RULES.says('zone-label', problem, `use another key, e.g. example.org/${label}`),
    );
  }
}
