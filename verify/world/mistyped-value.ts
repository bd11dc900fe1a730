/** The value because of which a template fails: where Helm reads a map, it is null or something else. */
import { at, isMap, type Path } from '../../lib/yaml/parsed';

export interface FailingValue {
  readonly path: Path;
  /** `null`, `text`, `a list`, `a number`, `a switch` */
  readonly kind: string;
}

/** What a template reads, in the last of the nested calls of a message: `at <.Values.gateway.enabled>: nil pointer …`. */
const READ = /Values\.([\w.]+)[^<>]*>: [^<>]*$/s;

/**
 * The highest value on the way to what the template reads that is not a map, although the chart has one there.
 * @param error the message of Helm
 * @param values all values of the release, without the defaults of the chart
 * @returns undefined if the message names no value, or if the values have only maps there
 */
export function failingValue(error: string, values: unknown, defaults: unknown): FailingValue | undefined {
  const [, read = ''] = READ.exec(error) ?? [];
  const steps = read.split('.').filter((step) => step !== '');
  for (let length = 1; length <= steps.length; length++) {
    const path = steps.slice(0, length);
    const value = at(values, ...path);
    if (value !== undefined && !isMap(value)) return isMap(at(defaults, ...path)) ? { path, kind: kindOf(value) } : undefined;
  }
  return undefined;
}

/** The message without the calls around the one that fails: `at <.Values.gateway.enabled>: nil pointer …`. */
export const innermost = (error: string): string => /at <[^<>]*>: [^<>]*$/s.exec(error)?.[0] ?? error;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'a number' : 'a switch';
}
