/** What Tempo refuses in its configuration. */
import type { Path } from '../../../lib/yaml/parsed';

export interface ConfigMistake {
  readonly path: Path;
  /** `unknown`: no such field; `type`: a value of another type; `mixed`: a field of another format than others. */
  readonly kind: 'unknown' | 'type' | 'mixed';
  readonly value?: unknown;
  /** The field that was probably meant, from the map that the unknown one is in: `compaction.block_retention`. */
  readonly meant?: string;
  /** What is expected there: `a map`, `a duration such as 10s`. For `mixed`, a field of the other format. */
  readonly wanted?: string;
}
