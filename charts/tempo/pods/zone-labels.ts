/** Labels of the cluster file that ingesters in zones have themselves. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at } from '../../../lib/yaml/parsed';
import type { ClusterFile } from '../../cluster-file';
import { METADATA_RULES } from '../../metadata/rules';
import { distributedReleases } from '../releases';

/** By which the rollout-operator finds their StatefulSets, in every release with zones (rendered). */
const OF_ZONES = ['zone', 'rollout-group'];

export function checkZoneLabels({ tempo, metadata }: Pick<ClusterFile, 'tempo' | 'metadata'>, findings: Findings): void {
  const path = ['ingester', 'zoneAwareReplication', 'enabled'];
  const release = tempo.chart === undefined ? undefined : distributedReleases.find(tempo.chart).release;
  if (!release?.hasZones || !isTrueInTemplate(at(tempo.values, ...path))) return;
  for (const label of OF_ZONES.filter((each) => Object.hasOwn(metadata?.labels ?? {}, each))) {
    const problem = `ingesters in zones (${findings.where(['tempo', 'values', ...path])}) have this label with values of their own`;
    findings.errorAtKey(
      ['metadata', 'labels', label],
      METADATA_RULES.says('zone-label', problem, `use another key, e.g. example.org/${label}`),
    );
  }
}
