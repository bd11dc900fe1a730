/** What the rules of a change compare. */
import type { Place } from '../../lib/findings/finding';
import type { Path } from '../../lib/yaml/parsed';
import type { Side } from './side';

/** The change of one cluster. */
export interface Step {
  readonly before: Side;
  readonly after: Side;
  /** The place of a key in the cluster file. */
  readonly where: (key: Path) => Place;
  /** The file of the output that an administrator applies, as shown in messages. */
  readonly bootstrap: string;
}
