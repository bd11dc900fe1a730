/** Labels of pods in the user's own Helm values by which something selects these pods: with another value, nothing finds them. */
import { leavesOf, type Path } from '../../lib/yaml/parsed';

/** Labels by which pods are selected, with their values; undefined where pods of the same map have several. */
export type SelectingLabels = Readonly<Record<string, string | undefined>>;

/** Those of the pods whose labels the values at a path are, such as `distributor.podLabels`; undefined if they are of no pods. */
export type SelectingLabelsAt = (map: string) => SelectingLabels | undefined;

export interface ReplacedLabel {
  readonly path: Path;
  /** `app.kubernetes.io/instance: tempo` */
  readonly label: string;
}

/** The labels that values replace. The templates write them twice, and the later one counts. */
export const replacedLabels = (values: Readonly<Record<string, unknown>>, selectingAt: SelectingLabelsAt): ReplacedLabel[] =>
  leavesOf(values).flatMap(([path, value]) => {
    const key = String(path.at(-1));
    const labels = selectingAt(path.slice(0, -1).join('.'));
    if (!labels || !Object.hasOwn(labels, key) || (labels[key] !== undefined && labels[key] === value)) return [];
    return [{ path, label: labels[key] === undefined ? key : `${key}: ${labels[key]}` }];
  });

/** The labels of Helm's own template for charts, for charts with pods of one kind. @param maps the paths of the values with labels of its pods */
export const ofOneKind =
  (maps: readonly string[], name: string, instance: string, more: SelectingLabels = {}): SelectingLabelsAt =>
  (map) =>
    maps.includes(map) ? { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': instance, ...more } : undefined;
