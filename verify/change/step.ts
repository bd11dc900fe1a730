/** What the rules of a change compare. */
import type { Place } from '../../lib/findings/finding';
import type { Path } from '../../lib/yaml/parsed';
import type { Side } from './side';

/** The change of one cluster. */
export interface Step {
  readonly before: Side;
  readonly after: Side;
  /** The place of the first of these keys that the cluster file or a base has; else of the nearest parent of the last. */
  readonly where: (...keys: Path[]) => Place;
  /** The file of the output that an administrator applies, as shown in messages. */
  readonly bootstrap: string;
}
