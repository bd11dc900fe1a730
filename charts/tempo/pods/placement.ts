/** Where the pods of a StatefulSet of Tempo may run, by the values of its chart. */
import { at, listAt, mapAt, type Path } from '../../../lib/yaml/parsed';
import { fullnameOf } from '../names';
import { distributedReleases } from '../releases';
import { WORKLOADS, workloadName } from '../workloads';
import { ZONES } from './pods';
import { zonesIn } from './zones';

/** The fields of a pod. */
export interface Placement {
  readonly nodeSelector: Readonly<Record<string, unknown>>;
  /** Empty if it is a template of Helm. */
  readonly affinity: Readonly<Record<string, unknown>>;
  readonly tolerations: readonly unknown[];
  /** Where the values have them. */
  readonly path: Path;
}

export interface PlacedTempo {
  readonly chart: string;
  /** Of the chart. */
  readonly version: string;
  readonly releaseName: string;
  /** The beginning of the names of its objects. @default that of the release */
  readonly fullname?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** @param set the name of the StatefulSet */
export function placementOf({ chart, version, values = {}, ...names }: PlacedTempo, set: string): Placement {
  if (chart !== distributedReleases.name) return placementAt(values, []);
  const fullname = names.fullname ?? fullnameOf(names);
  // Before, not every microservice takes them from there.
  const defaults = distributedReleases.at(version).expandEnvUnder === 'defaults' ? mapAt(values, 'defaults') : {};
  const zones = zonesIn(values, version);
  const index = zones.findIndex(({ name }) => set === `${workloadName('ingester', fullname)}-${name}`);
  const zone = zones[index];
  const workload = zone ? 'ingester' : (WORKLOADS.find((name) => workloadName(name, fullname) === set) ?? '');
  const own = placementAt(values, [workload], defaults);
  return zone ? { ...own, nodeSelector: zone.nodeSelector, affinity: zone.affinity, path: [...ZONES, index] } : own;
}

/** A field that is empty is that of the defaults. */
function placementAt(values: unknown, path: Path, defaults: Readonly<Record<string, unknown>> = {}): Placement {
  const own = at(values, ...path);
  const [nodeSelector, tolerations] = [mapAt(own, 'nodeSelector'), listAt(own, 'tolerations')];
  return {
    nodeSelector: Object.keys(nodeSelector).length > 0 ? nodeSelector : mapAt(defaults, 'nodeSelector'),
    affinity: mapAt(own, 'affinity'),
    tolerations: tolerations.length > 0 ? tolerations : listAt(defaults, 'tolerations'),
    path,
  };
}
