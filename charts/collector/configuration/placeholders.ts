/** Parts of a configuration that are known only later. */
import { at, type Path } from '../../../lib/yaml/parsed';

/** Whether the chart, by `{{`, or the collector, by `${env:NAME}` or `${file:PATH}`, puts something else in the place of a part of a text. */
export const hasPlaceholder = (value: unknown): boolean => typeof value === 'string' && /\$\{|\{\{/.test(value);

/** The same for what is at a path, or for something on the way there. */
export const hasPlaceholderAt = (value: unknown, ...path: Path): boolean =>
  [...path.keys(), path.length].some((length) => hasPlaceholder(at(value, ...path.slice(0, length))));
