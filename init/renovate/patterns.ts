/**
 * The regular expressions by which Renovate finds a key of a cluster file.
 *
 * Renovate uses RE2, which has no lookaround and no backreferences, and its strategy `recursive`: each expression searches in what the
 * one before it has found, and only the last match is replaced.
 */
import type { Path } from '../../lib/yaml/parsed';

const indent = (level: number): string => (level === 0 ? '' : ` {${2 * level}}`);

/** A key with all lines below it. @param level how many keys are above; each indents by two spaces */
const block = (key: string, level: number): string =>
  `${level === 0 ? '(?:^|\\n)' : '\\n'}${indent(level)}${key}:[^\\n]*(?:\\n(?:${indent(level + 1)}[^\\n]*| *#[^\\n]*|\\r?))*`;

/** The items before another one in `{ … }`. An item may have braces within braces of its own, but no comment. */
const EARLIER = '(?:(?:[^{}#]|\\{(?:[^{}#]|\\{[^{}#]*\\})*\\})*,)?';

/** @param path the key of a release, below at least one other key: `tempo`, `chart`; its parent may be written as `{ … }` */
export function patternsOf(path: Path): string[] {
  const keys = path.map(String);
  const parents = keys.slice(0, -1);
  const key = keys.at(-1);
  const place = `(?:\\n${indent(parents.length)}|^\\n? *${parents.at(-1)}: *\\{${EARLIER}\\s*)`;
  return [...parents.map(block), `${place}${key}: *["']?(?<currentValue>\\d+\\.\\d+(?:\\.\\d+)?)`];
}
