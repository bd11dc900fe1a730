/** Moves as findings, for every format. */
import { type Finding, note, type Place, type Statement } from '../../lib/findings/finding';
import { listed } from '../../lib/findings/listed';
import { sentence } from '../../lib/findings/sentence';
import { STAGE_KEY } from './migration';
import type { Blocked, Move } from './moves';
import type { Difference } from './pins';
import { UPGRADE_RULES } from './rules';
import type { Written } from './written';

/** What an administrator does with a move. */
export function available(move: Move): Statement | undefined {
  const { key, from, to, elsewhere } = move;
  if (to === undefined) return undefined;
  const written = writtenIn(move);
  const after = elsewhere ? `${elsewhere} is installed elsewhere: upgrade it there, then ${written}` : written;
  return UPGRADE_RULES.says('available', `${from} can move to ${to}`, key === STAGE_KEY ? `${written}, after what its step says` : after);
}

/** How the number is changed. `--write` does not change a base, because it may not fit every cluster. */
function writtenIn({ key, elsewhere, base }: Move): string {
  if (base !== undefined) return `change it in ${base}, for every cluster that extends it`;
  return key === STAGE_KEY || elsewhere ? `write it with --keys ${key.join('.')} --write` : 'write it with --write';
}

/** Why there is no further move, in the words of the findings. */
const blocked = ({ version, errors }: Blocked): Statement => ({
  ...UPGRADE_RULES.says('blocked', `${version} does not fit: ${errors.map(sentence).join('. ')}`),
  commands: errors.flatMap(({ commands = [] }) => commands),
});

/** A step of the plan. */
const planned = (step: string): Statement => UPGRADE_RULES.says('plan', step);

export const difference = ({ since, text }: Difference): Statement => UPGRADE_RULES.says('changes', `from ${since}, ${text}`);

/** A move that is not written, because it does not fit those before it. */
const together = ({ move: { to }, errors }: Written['left'][number], { moves }: Written): Statement => {
  const others = listed(moves.map((other) => `${other.key.join('.')} ${other.to}`));
  const problem = `${to} is not written, because it does not fit together with ${others}: ${errors.map(sentence).join('. ')}`;
  return UPGRADE_RULES.says('together', problem, 'write one of them by --keys, and run the command again');
};

/** @param where the place of a key in the cluster file */
export function findingsOf(moves: readonly Move[], where: (key: Move['key']) => Place, written?: Written): Finding[] {
  return moves.flatMap((move) => {
    const left = written?.left.find((other) => other.move === move);
    const own = [
      available(move),
      move.blocked && blocked(move.blocked),
      ...move.differences.map(difference),
      ...(move.plan ?? []).map(planned),
      left && written && together(left, written),
    ].filter((statement) => statement !== undefined);
    return [...own.map((statement) => note(where(move.key), statement, { subject: move.key.join('.') })), ...move.news];
  });
}
