/** Labels of Services in the user's own Helm values with which no ServiceMonitor selects them any more: then Prometheus reads nothing. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, mapAt, type Path, textFrom } from '../../lib/yaml/parsed';
import type { SelectingLabels } from './selecting-labels';

type Values = Readonly<Record<string, unknown>>;

/** A ServiceMonitor of a chart, and the values that become labels of what it selects. */
export interface MonitoredServices {
  /** The path of the value that makes it, if Helm takes it for true. */
  readonly by: string;
  /** The labels by which it selects Services, as in `SelectingLabels`. */
  readonly selects: SelectingLabels;
  /** The labels of Services that it leaves out. */
  readonly leavesOut?: Readonly<Record<string, string>>;
  /** The path of values of one Service, of several: that it is left out may be meant. */
  readonly ofOne?: string;
  /** The paths of the values that become labels of these Services, the strongest last. */
  readonly labels: readonly string[];
}

export interface LostService {
  readonly path: Path;
  readonly problem: string;
  /** Whether a Service of several has the label that is for this. @default false */
  readonly mayBeMeant?: boolean;
}

/**
 * The labels of Services with which nothing is left for a ServiceMonitor, each once.
 * @param values the user's own
 * @param merged all values, which decide whether there is a ServiceMonitor
 */
export function lostServices(values: Values, merged: Values, monitors: readonly MonitoredServices[]): LostService[] {
  const found = monitors.filter(({ by }) => isTrueInTemplate(at(merged, ...by.split('.')))).flatMap((monitor) => lostBy(values, monitor));
  const names = found.map(({ path }) => path.join(' '));
  return found.filter((_lost, index) => names.indexOf(names[index] ?? '') === index);
}

/** The same by labels that values have beside the user's own: those of the cluster file, by their keys. @param all with them */
export const lostByMetadata = (all: Values, merged: Values, monitors: readonly MonitoredServices[]): LostService[] =>
  lostServices(all, merged, monitors)
    .filter(({ path }) => at(merged, ...path) === undefined)
    .map(({ path, problem }) => ({ path: ['metadata', 'labels', ...path.slice(-1)], problem }))
    .filter(({ path: [, , key] }, index, found) => found.findIndex(({ path }) => path[2] === key) === index);

function lostBy(values: Values, { labels: paths, selects, leavesOut = {}, ofOne }: MonitoredServices): LostService[] {
  const labels = new Map(
    paths.flatMap((path) => {
      const steps = path.split('.');
      return Object.entries(mapAt(values, ...steps)).map(
        ([key, value]) => [key, { path: [...steps, key], value: textFrom(value) }] as const,
      );
    }),
  );
  return [...labels].flatMap(([key, { path, value }]) => {
    if (Object.hasOwn(selects, key) && selects[key] !== value) {
      const label = selects[key] === undefined ? key : `${key}: ${selects[key]}`;
      return [{ path, problem: `would replace ${label}, by which a ServiceMonitor selects Services` }];
    }
    if (leavesOut[key] !== value) return [];
    const mayBeMeant = path.slice(0, -1).join('.') === ofOne;
    return [{ path, problem: 'is the label by which a ServiceMonitor leaves out Services', mayBeMeant }];
  });
}
