/** The zones of ingesters in the values of tempo-distributed, each with a StatefulSet of its own. */
import { at, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import { distributedReleases } from '../releases';
import { ZONES } from './pods';
import { hasIngestersInZones } from './zone-labels';

export interface Zone {
  readonly name: string;
  readonly storageClass?: string;
  /** Instead of that of all ingesters. */
  readonly nodeSelector: Readonly<Record<string, unknown>>;
  /** The same. */
  readonly affinity: Readonly<Record<string, unknown>>;
}

/** Three by default; empty if they are off, or if this release has none. @param version of the chart */
export function zonesIn(values: Values, version: string): Zone[] {
  if (!hasIngestersInZones(distributedReleases.at(version), values)) return [];
  const given = at(values, ...ZONES);
  const zones: readonly unknown[] = Array.isArray(given) ? given : ['zone-a', 'zone-b', 'zone-c'].map((name) => ({ name }));
  return zones.map((zone) => ({
    name: textAt(zone, 'name') ?? '',
    storageClass: textAt(zone, 'storageClass'),
    nodeSelector: mapAt(zone, 'nodeSelector'),
    affinity: mapAt(zone, 'extraAffinity'),
  }));
}
