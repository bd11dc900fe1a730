/** Where the pods of a StatefulSet of Tempo may run, by the values of its chart. */
import { loadYaml } from '../../../lib/helm/yaml';
import { type NodeSelection, nodeSelectionOf } from '../../../lib/kubernetes/node-selection';
import { at, mapAt, type Path } from '../../../lib/yaml/parsed';
import { fullnameOf } from '../names/names';
import { WORKLOADS, workloadName } from '../names/workloads';
import { distributedReleases } from '../releases';
import { ZONES } from './pods';
import { zonesIn } from './zones';

export interface Placement extends NodeSelection {
  /** Where the values have it. */
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
  const [own, usual] = [nodeSelectionOf(at(values, ...path)), nodeSelectionOf(defaults)];
  return {
    nodeSelector: Object.keys(own.nodeSelector).length > 0 ? own.nodeSelector : usual.nodeSelector,
    affinity: affinityOf(at(values, ...path, 'affinity')),
    tolerations: own.tolerations.length > 0 ? own.tolerations : usual.tolerations,
    path,
  };
}

/**
 * Every release of tempo-distributed has it as text, which is a template: a map does not render. What its actions make is unknown, so a
 * line with nothing else is left out, as the labels of its default.
 */
function affinityOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'string') return mapAt(value);
  const text = value.replace(/^\s*\{\{.*\}\}\s*$/gm, '').replace(/\{\{.*?\}\}/g, (action) => action.replace(/\W+/g, '_'));
  try {
    return mapAt(loadYaml(text));
  } catch {
    // Not YAML before Helm renders it.
    return {};
  }
}
