/** Finds the Helm value that decides where a pod runs. */
import { targetName } from '../../../charts/tempo/names/workloads';
import { isMap, type Path } from '../../../lib/yaml/parsed';

/**
 * The path of a field such as `nodeSelector` in the values of a chart: that of the map whose key ends the name of the pod's workload,
 * else the one at the top.
 * @param values all values of the release, including the defaults of the chart
 * @param workload `tempo-query-frontend`
 * @returns undefined if the chart has no such value
 */
export function placementValue(values: unknown, workload: string, field: string): Path | undefined {
  const fits = placesOf(values, field, []).filter((path) => {
    const key = path.at(-2);
    return key === undefined || workload.endsWith(`-${kebab(String(key))}`);
  });
  return fits.toSorted((a, b) => String(b.at(-2) ?? '').length - String(a.at(-2) ?? '').length)[0];
}

const kebab = (key: string): string => targetName(key).replaceAll('_', '-');

/** The path of every such field, from the outside in. */
function placesOf(value: unknown, field: string, path: Path): Path[] {
  if (!isMap(value)) return [];
  return [
    ...(Object.hasOwn(value, field) ? [[...path, field]] : []),
    ...Object.entries(value).flatMap(([key, child]) => placesOf(child, field, [...path, key])),
  ];
}
