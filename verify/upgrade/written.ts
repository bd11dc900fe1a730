/** The cluster file with newer releases. */
import { edited } from '../../lib/cluster-file/edit';
import type { Finding } from '../../lib/findings/finding';
import { STAGE_KEY } from './migration';
import type { Move } from './moves';
import type { Trial } from './trial';

export interface Written {
  /** The new text of the file; the old one if nothing is written. */
  readonly text: string;
  readonly moves: readonly Move[];
  /** Those that fit only without the ones before them, each with the reason. */
  readonly left: readonly { readonly move: Move; readonly errors: readonly Finding[] }[];
}

/**
 * Writes each move that fits together with those before it.
 * @param areNamed whether the user has named the keys, which may then be of what somebody else has upgraded
 */
export function writtenBy(trial: Trial, moves: readonly Move[], areNamed: boolean): Written {
  let { text } = trial.source;
  const [written, left]: [Move[], { move: Move; errors: readonly Finding[] }[]] = [[], []];
  for (const move of moves) {
    // Other clusters may extend a base. A stage needs an administrator first, and so does what somebody else installs.
    if (move.to === undefined || move.base !== undefined || ((move.elsewhere !== undefined || move.key === STAGE_KEY) && !areNamed))
      continue;
    const copy = edited(text, move.key, move.to) ?? text;
    const { errors } = trial.of({ ...trial.source, text: copy });
    if (errors.length > 0) left.push({ move, errors });
    else {
      text = copy;
      written.push(move);
    }
  }
  return { text, moves: written, left };
}
